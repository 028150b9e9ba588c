import { spawn } from 'node:child_process'
import { type Engine, engine } from './engine.ts'
import { imageContext } from './image-context.ts'

const repository = 'plinth-test'
const keptMs = 3_600_000
let built: Promise<string> | undefined

/**
 * The name of Plinth's image as this checkout makes it: TEST_PLINTH_IMAGE where set, else built by the engine, once for the
 * same inputs. Rejects with the build's output.
 */
export function plinthImage(progress: (line: string) => void = () => undefined): Promise<string> {
  built ??= process.env['TEST_PLINTH_IMAGE'] ? Promise.resolve(process.env['TEST_PLINTH_IMAGE']) : build(progress)
  return built
}

async function build(progress: (line: string) => void): Promise<string> {
  const docker = await engine()
  const context = imageContext()
  try {
    const name = `${repository}:${context.hash}`
    if ((await docker.listImages({ filters: { reference: [name] } })).length > 0) return name
    progress('Building the image …')
    const baseImage = process.env['BASE_IMAGE']
    const tar = spawn('tar', ['-C', context.folder, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const answer = await docker.buildImage(tar.stdout, {
      t: name,
      dockerfile: 'deploy/Dockerfile',
      rm: true,
      forcerm: true,
      ...(baseImage === undefined ? {} : { buildargs: { BASE_IMAGE: baseImage } }),
    })
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(answer, (err: Error | null, lines: { stream?: string; error?: string }[]) => {
        const failure = err?.message ?? lines.find(({ error }) => error !== undefined)?.error
        if (failure === undefined) return resolve()
        reject(new Error(`the image cannot be built: ${failure}\n${lines.map(({ stream }) => stream ?? '').join('')}`))
      })
    })
    await removeOld(docker)
    return name
  } finally {
    context.remove()
  }
}

/** Images of earlier inputs; what another run may be using is younger, or refused to be removed. */
async function removeOld(docker: Engine): Promise<void> {
  const images = await docker.listImages({ filters: { reference: [repository] } })
  const old = images.filter(({ Created }) => Created * 1_000 < Date.now() - keptMs)
  await Promise.all(
    old
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .map((tag) =>
        docker
          .getImage(tag)
          .remove()
          .catch(() => undefined),
      ),
  )
}

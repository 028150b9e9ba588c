import { type Engine, engine, engineAnswers } from './engine.ts'

const images: readonly { variable: string; fallback: string }[] = [
  { variable: 'BASE_IMAGE', fallback: 'node:24-trixie-slim' },
  { variable: 'TEST_POSTGRES_IMAGE', fallback: 'postgres:17' },
  { variable: 'TEST_NATS_IMAGE', fallback: 'nats:2' },
  { variable: 'TEST_REDIS_IMAGE', fallback: 'redis:8' },
]

/** Why tests with containers cannot run here, in half a sentence; undefined where an engine has, or can pull, what they need. */
export async function containersRefusal(): Promise<string | undefined> {
  if (!(await engineAnswers())) return 'no container engine answers'
  const docker = await engine()
  for (const { variable, fallback } of images) {
    const name = process.env[variable] || fallback
    const isThere = await docker
      .getImage(name)
      .inspect()
      .then(
        () => true,
        () => pull(docker, name),
      )
    if (!isThere) return `the engine has no ${name} and cannot pull it; ${variable} names another`
  }
  return undefined
}

async function pull(docker: Engine, name: string): Promise<boolean> {
  try {
    const stream = await docker.pull(name)
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(stream, (err: Error | null) => (err === null ? resolve() : reject(err)))
    })
    return true
  } catch {
    return false
  }
}

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { lintPackage, nodePath, npmPack, onlyFence } from '@plinth/testkit'
import { type Engine, engine, plinthImage } from '@plinth/testkit/containers'

const run = promisify(execFile)
const here = fileURLToPath(new URL('..', import.meta.url))

// The oldest Node.js that the package promises, told to load no ES module by require(), as Jest does.
const oldest = '22.22.0'
const flags = ['--no-experimental-require-module', '--test', '--test-concurrency=2', '--test-reporter=spec']

const fromCommonJs = `
const assert = require('node:assert/strict')
const { PlinthContainer } = require('@plinth/testcontainers')
require('node:test').it('is loaded by require', () => assert.equal(typeof PlinthContainer, 'function'))
`

const readme = readFileSync(join(here, 'README.md'), 'utf8')

describe('a project outside this repository', () => {
  it('installs the packed tarball; its tests pass on Node.js 22, and so does the README’s sample, word for word', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'plinth-example-'))
    after(() => rm(folder, { recursive: true, force: true }))
    await run('npm', ['run', 'build'], { cwd: here })
    const tarballs = await Promise.all([npmPack(here, folder), npmPack(join(here, '../js'), folder)])
    await cp(join(here, 'example'), folder, { recursive: true })
    await writeFile(join(folder, 'readme.test.js'), onlyFence(readme, 'js'))
    await writeFile(join(folder, 'require.test.cjs'), fromCommonJs)
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--save-dev', ...tarballs], {
      cwd: folder,
    })
    await lintPackage({ tarball: tarballs[0], installed: join(folder, 'node_modules/@plinth/testcontainers') })
    const { NODE_TEST_CONTEXT: _, NODE_COMPILE_CACHE: _other, ...env } = process.env
    const tried = await run(await nodePath(oldest), flags, {
      cwd: folder,
      env: { ...env, ...(await imagesAsPublished()) },
    }).catch((err: { stdout?: string }) => assert.fail(err.stdout ?? String(err)))
    t.diagnostic(tried.stdout)
    assert.match(tried.stdout, /pass 4\n/)
  })
})

/** Images of this checkout under the names that a reader writes. */
async function imagesAsPublished(): Promise<Record<string, string>> {
  const docker = await engine()
  const registry = `readme-${process.pid}.test`
  const published: Record<string, string> = {
    'plinth:0.1.0': await plinthImage(),
    'postgres:17-alpine': process.env['TEST_POSTGRES_IMAGE'] ?? 'postgres:17-alpine',
  }
  for (const [name, image] of Object.entries(published)) {
    const [repo = '', tag = ''] = name.split(':')
    if ((await docker.listImages({ filters: { reference: [image] } })).length === 0) await pull(docker, image)
    await docker.getImage(image).tag({ repo: `${registry}/${repo}`, tag })
    after(() => docker.getImage(`${registry}/${name}`).remove())
  }
  // The reaper's image is under no such name.
  return { TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX: registry, TESTCONTAINERS_RYUK_DISABLED: 'true' }
}

async function pull(docker: Engine, image: string): Promise<void> {
  const progress = await docker.pull(image)
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (err: Error | null) => (err === null ? resolve() : reject(err)))
  })
}

describe('the README', () => {
  it('shows Python that Python reads', async () => {
    const program = 'import ast, sys; ast.parse(sys.argv[1])'
    await run('python3', ['-c', program, onlyFence(readme, 'python')])
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { plinthImage } from '@plinth/testkit/containers'

const run = promisify(execFile)
const here = fileURLToPath(new URL('..', import.meta.url))

describe('a project outside this repository', () => {
  it('installs the packed tarball and its tests pass', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'plinth-example-'))
    after(() => rm(folder, { recursive: true, force: true }))
    await run('npm', ['run', 'build'], { cwd: here })
    const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: here })
    const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')))
    await cp(join(here, 'example'), folder, { recursive: true })
    await run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', join(folder, filename)], { cwd: folder })
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const postgres = process.env['TEST_POSTGRES_IMAGE']
    const tried = await run(process.execPath, ['--test', '--test-reporter=spec'], {
      cwd: folder,
      env: {
        ...env,
        PLINTH_IMAGE: await plinthImage(),
        ...(postgres === undefined ? {} : { POSTGRES_IMAGE: postgres }),
      },
    }).catch((err: { stdout?: string }) => assert.fail(err.stdout ?? String(err)))
    t.diagnostic(tried.stdout)
    assert.match(tried.stdout, /pass 2\n/)
  })
})

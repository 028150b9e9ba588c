import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isRunning } from '@plinth/kit/running-process'
import { eventually, freePort, type RunningProcess, runProcess, throwawayFolder } from '@plinth/testkit'

const shell = promisify(execFile)
const script = fileURLToPath(new URL('../mesh.ts', import.meta.url))
const dataDir = throwawayFolder('mesh')
const noServers = {
  TEST_DATABASE_URL: undefined,
  TEST_NATS_URL: undefined,
  TEST_REDIS_URL: undefined,
  TEST_SERVERS: 'binaries',
}

async function startMesh(): Promise<{ mesh: RunningProcess; pids: Map<string, number>; curl: () => Promise<number> }> {
  const port = await freePort()
  const mesh = runProcess(script, [], { env: { ...noServers, PORT: String(port), PLINTH_DATA_DIR: dataDir } })
  const [, call = ''] = await mesh.line(/^ +(curl .*)$/m, 120_000)
  // Not a terminal: the key stays in its file.
  assert.doesNotMatch(mesh.output(), /sk_live_/)
  const pids = new Map<string, number>()
  for (const part of ['gateway', 'identity', 'tenancy', 'webhooks']) {
    const [, pid] = await mesh.line(new RegExp(`^${part} runs as process (\\d+)$`, 'm'))
    pids.set(part, Number(pid))
  }
  return {
    mesh,
    pids,
    curl: async () => {
      const { stdout } = await shell('sh', ['-c', `${call} -sS -o /dev/null -w '%{http_code}'`])
      return Number(stdout)
    },
  }
}

const running = (pids: ReadonlyMap<string, number>) => [...pids.values()].filter((pid) => isRunning(pid))

describe('npm run mesh', () => {
  after(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 }))

  it('is four processes whose printed call works; one Ctrl-C ends them all with 0', async () => {
    const { mesh, pids, curl } = await startMesh()
    assert.equal(mesh.output().match(/^[a-z]+ runs as process \d+$/gm)?.length, 4)
    assert.equal(await curl(), 200)
    const second = runProcess(script, [], { env: { ...noServers, PORT: '0', PLINTH_DATA_DIR: dataDir } })
    await second.line(/Another mesh uses .*PLINTH_DATA_DIR/)
    assert.equal((await second.exited).code, 1)
    assert.deepEqual(await mesh.kill('SIGINT'), { code: 0, signal: null })
    assert.deepEqual(running(pids), [])
  })

  it('takes its data and key up again, and a part that dies ends all, not with 0', async () => {
    const { mesh, pids, curl } = await startMesh()
    assert.equal(await curl(), 200)
    process.kill(pids.get('tenancy') ?? 0, 'SIGKILL')
    const { code } = await mesh.exited
    assert.equal(code, 1)
    assert.match(mesh.output(), /tenancy ended \(SIGKILL\); stopping the other processes/)
    assert.deepEqual(running(pids), [])
  })

  it('starts a server that is killed again on its data', async () => {
    const { mesh, curl } = await startMesh()
    for (const server of ['PostgreSQL', 'NATS', 'Redis']) {
      const [, pid] = await mesh.line(new RegExp(`^${server} runs as process (\\d+)$`, 'm'))
      process.kill(Number(pid), 'SIGKILL')
      await mesh.line(new RegExp(`^${server} ended \\(SIGKILL\\); restarting it with its data`, 'm'))
      await mesh.line(new RegExp(`^${server} is running again$`, 'm'))
      // The key of the first start is in the data.
      await eventually(async () => assert.equal(await curl(), 200))
    }
    assert.deepEqual(await mesh.kill('SIGINT'), { code: 0, signal: null })
    assert.doesNotMatch(mesh.output(), /stopping the other processes/)
  })

  it('leaves nothing running when it is killed itself, and starts again at once', async () => {
    const { mesh, pids } = await startMesh()
    await mesh.kill('SIGKILL')
    const next = await startMesh()
    assert.equal(await next.curl(), 200)
    // Parts end by themselves, once they see that the mesh has gone.
    await eventually(() => assert.deepEqual(running(pids), []), { timeoutMs: 60_000 })
    await next.mesh.kill('SIGKILL')
    const postmaster = join(dataDir, 'mesh', 'postgres', 'cluster', 'postmaster.pid')
    await eventually(() => assert.deepEqual([running(next.pids), existsSync(postmaster)], [[], false]), {
      timeoutMs: 60_000,
    })
  })
})

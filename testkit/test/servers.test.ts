import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isRunning } from '@plinth/kit/running-process'
import { dedicatedNats, testServers } from '@plinth/testkit/servers'
import { eventually } from '../src/eventually.ts'
import { runProcess } from '../src/run-process.ts'
import { startFromBinary } from '../src/servers/find.ts'

const answers = async (url: string): Promise<boolean> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const result = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return result
}

describe('testServers', () => {
  it('each is started once for the process', async () => {
    const servers = testServers()
    const urls = [await servers.postgres(), await servers.nats(), await servers.redis()]
    assert.deepEqual(await Promise.all(urls.map(answers)), [true, true, true])
    assert.equal(await testServers().postgres(), urls[0])
  })

  it('ends with the process that started them, also when it is killed', async () => {
    const script = new URL('./start-servers.fixture.ts', import.meta.url).pathname
    const env = { ...process.env, TEST_NATS_URL: '', TEST_REDIS_URL: '', NODE_TEST_CONTEXT: undefined }
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout, 'data')
    const urls: string[] = JSON.parse(String(line))
    assert.deepEqual(await Promise.all(urls.map(answers)), [true, true])
    child.kill('SIGKILL')
    await eventually(async () => assert.deepEqual(await Promise.all(urls.map(answers)), [false, false]), {
      timeoutMs: 60_000,
    })
  })
})

describe('a server whose data folder is gone', () => {
  for (const name of ['postgres', 'nats', 'redis'] as const)
    it(`ends by stop(): ${name}`, { timeout: 300_000 }, async () => {
      const dataDir = mkdtempSync(join(tmpdir(), `plinth-${name}-gone-`))
      const server = await startFromBinary(name, { dataDir })
      try {
        rmSync(dataDir, { recursive: true })
        await server.stop()
        assert.equal(isRunning(server.pid ?? 0), false)
      } finally {
        await server.kill()
      }
    })

  it('ends with the process that started it, also when that is killed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'plinth-redis-gone-'))
    const script = fileURLToPath(new URL('./start-kept-redis.fixture.ts', import.meta.url))
    const parent = runProcess(script, [dataDir])
    const [, pid] = await parent.line(/^Redis runs as process (\d+)$/m)
    try {
      rmSync(dataDir, { recursive: true })
      await parent.kill('SIGKILL')
      await eventually(() => assert.equal(isRunning(Number(pid)), false), { timeoutMs: 60_000 })
    } finally {
      if (isRunning(Number(pid))) process.kill(Number(pid), 'SIGKILL')
    }
  })
})

describe('dedicatedNats', () => {
  it('comes back on the same port after kill -9', async () => {
    const nats = await dedicatedNats()
    const { url } = nats
    await nats.kill()
    assert.equal(await answers(url), false)
    await nats.wipe()
    await nats.start()
    assert.equal(await answers(url), true)
    assert.equal(nats.url, url)
    await nats.stop()
  })
})

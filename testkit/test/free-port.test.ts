import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, it } from 'node:test'
import { freePort } from '@plinth/testkit/servers'
import { runProcess } from '../src/run-process.ts'

describe('freePort', () => {
  it('gives no port twice, however many ask at once, and each can be listened on', async () => {
    const ports = await Promise.all(Array.from({ length: 120 }, () => freePort()))
    assert.equal(new Set(ports).size, ports.length)
    for (const port of ports) {
      const server = createServer().listen(port, '127.0.0.1')
      await once(server, 'listening')
      server.close()
    }
  })

  it('gives no port that another process was given and does not listen on', async () => {
    const other = runProcess(new URL('./free-ports.fixture.ts', import.meta.url).pathname)
    const [, line = ''] = await other.line(/^(\[.*\])$/m)
    const theirs = new Set<number>(JSON.parse(line))
    const ours = await Promise.all(Array.from({ length: 1_000 }, () => freePort()))
    await other.kill()
    assert.deepEqual([theirs.size, ours.filter((port) => theirs.has(port))], [200, []])
  })
})

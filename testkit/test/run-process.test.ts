import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runProcess } from '../src/run-process.ts'

const script = new URL('./start-servers.fixture.ts', import.meta.url).pathname

describe('runProcess', () => {
  it('waits for a line and kills', async () => {
    const child = runProcess(script, [], { env: { TEST_NATS_URL: 'nats://a', TEST_REDIS_URL: 'redis://b' } })
    const [, second] = await child.line(/"nats:\/\/a","(.*)"/)
    assert.equal(second, 'redis://b')
    assert.deepEqual(await child.kill(), { code: null, signal: 'SIGKILL' })
  })

  it('rejects with the output when the process ends first', async () => {
    const child = runProcess('/nowhere.ts')
    await assert.rejects(child.line(/ready/), /ended with 1[\s\S]*Cannot find module/)
  })
})

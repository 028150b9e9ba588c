import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { programEnd } from '@plinth/testkit'

describe('a program', () => {
  it('is killed after its limit, and what it wrote until then is there', async () => {
    const waits = "process.stdout.write('begun'); setInterval(() => undefined, 1_000)"
    const { end, output } = await programEnd(process.execPath, ['-e', waits], { limitMs: 2_000 })
    assert.deepEqual([end, output], ['SIGKILL', 'begun'])
  })
})

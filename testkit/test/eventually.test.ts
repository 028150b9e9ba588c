import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'

describe('eventually', () => {
  it('asks less and less often, so that it leaves calls of a free tier to the test', async () => {
    let asks = 0
    const asking = eventually(
      () => {
        asks++
        throw new Error(`not yet, ${asks}`)
      },
      { timeoutMs: 2_000 },
    )
    await assert.rejects(asking, /^Error: not yet, \d+$/)
    // A pause of 20 ms would make it 100. A slow machine asks less often.
    assert.ok(asks <= 15, `${asks} times in 2 s`)
  })
})

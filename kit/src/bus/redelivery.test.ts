import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { batchLength, redeliveryDelayMs } from './redelivery.ts'

describe('redelivery', () => {
  it('waits 100 ms after the first rejection, twice as long after each, 10 s at the most', () => {
    assert.deepEqual([1, 2, 3, 7, 8, 5_000].map(redeliveryDelayMs), [100, 200, 400, 6_400, 10_000, 10_000])
  })

  it('waits between 100 ms and 10 s however often it is rejected', () => {
    for (let deliveries = 1; deliveries <= 1_000_000; deliveries++) {
      const delay = redeliveryDelayMs(deliveries)
      if (!(delay >= 100 && delay <= 10_000)) assert.fail(`${delay} after ${deliveries}`)
    }
  })

  it('hands over a batch up to the first message that goes alone', () => {
    assert.equal(batchLength([], 10), 0)
    assert.equal(batchLength([1, 1, 2, 1], 3), 3)
    assert.equal(batchLength([1, 2, 3, 1], 10), 2)
    assert.equal(batchLength([3, 3, 1], 10), 1)
    assert.equal(batchLength([1, 2], 10), 2)
  })
})

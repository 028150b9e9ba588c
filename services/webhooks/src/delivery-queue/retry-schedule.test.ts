import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { budgetMs, nextDelayMs } from './retry-schedule.ts'

const schedule = [0, 60, 300, 1_800, 7_200, 86_400]

describe('the retry schedule', () => {
  it('counts each delay from the end of the attempt before', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((spent) => nextDelayMs(schedule, spent, 0.5)),
      [0, 60_000, 300_000, 1_800_000, 7_200_000, 86_400_000],
    )
  })
  it('varies by ten per cent', () => {
    assert.deepEqual([nextDelayMs(schedule, 1, 0), nextDelayMs(schedule, 1, 1)], [54_000, 66_000])
  })
  it('has as many attempts as delays', () => assert.equal(nextDelayMs(schedule, 6, 0.5), undefined))
  it('lets a delivery be due for its delays and a day', () => {
    assert.equal(budgetMs(schedule), (60 + 300 + 1_800 + 7_200 + 86_400 + 86_400) * 1_000)
  })
  it('has whole delays of at most 26.4 hours, whatever is drawn', () => {
    for (let step = 0; step < 1_000_000; step++) {
      const delay = nextDelayMs([(step * 7_919) % 86_401], 0, (step % 1_000) / 999) ?? -1
      if (!(Number.isInteger(delay) && delay >= 0 && delay <= 95_040_000)) assert.fail(`${delay} at ${step}`)
    }
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { metricsText } from '../metrics/index.ts'
import { type Progress, progress, stalledWork } from './progress.ts'

let nowMs = 0
let watched: Progress
beforeEach(() => {
  nowMs = 1_000
  watched = progress({ work: 'webhooks results', nowMs: () => nowMs })
})
afterEach(() => watched.stop())

const pass = (ms: number) => {
  nowMs += ms
}
const gauge = async () => /plinth_work_overdue_seconds\{.*work="webhooks results"\} (.*)/.exec(await metricsText())?.[1]

describe('progress', () => {
  it('is well while nothing is owed, however long', () => {
    pass(1_000_000)
    assert.deepEqual(stalledWork(), [])
  })

  it('says that work is owed for more than 10 s and none of it done', async () => {
    watched.owes()
    pass(9_000)
    watched.owes()
    assert.deepEqual([stalledWork(), await gauge()], [[], '9'])
    pass(2_000)
    assert.deepEqual(stalledWork(), ['webhooks results: work has been due for 11 s and none of it was done'])
    watched.achieved()
    assert.deepEqual([stalledWork(), await gauge()], [[], '0'])
  })

  it('counts from the latest success while there is more', () => {
    watched.owes()
    pass(9_000)
    watched.achieved(true)
    pass(9_000)
    assert.deepEqual(stalledWork(), [])
    pass(2_000)
    assert.equal(stalledWork().length, 1)
  })

  it('says for a minute that work was given up, though other work is done', () => {
    watched.owes()
    watched.gaveUp()
    watched.achieved()
    pass(59_000)
    assert.deepEqual(stalledWork(), ['webhooks results: some work was given up within the last minute'])
    pass(1_000)
    assert.deepEqual(stalledWork(), [])
  })

  it('says that work fails again and again, and forgets what has not come again for a minute', () => {
    for (let tries = 0; tries < 3; tries++) {
      watched.owes()
      watched.postponed()
      pass(5_000)
    }
    assert.deepEqual(stalledWork(), ['webhooks results: work has been due for 15 s and none of it was done'])
    pass(60_000)
    assert.deepEqual(stalledWork(), [])
    watched.owes()
    pass(5_000)
    assert.deepEqual(stalledWork(), [])
  })

  it('shows the worst of what bears one name, once', async () => {
    const other = progress({ work: 'webhooks results', nowMs: () => nowMs })
    watched.owes()
    pass(3_000)
    other.owes()
    assert.equal(await gauge(), '3')
    assert.equal((await metricsText()).match(/work="webhooks results"/g)?.length, 1)
    other.stop()
  })

  it('is forgotten once it stops', async () => {
    watched.owes()
    pass(60_000)
    watched.stop()
    assert.deepEqual([stalledWork(), await gauge()], [[], undefined])
  })
})

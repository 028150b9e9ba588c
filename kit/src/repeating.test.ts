import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { repeating } from './repeating.ts'

const tick = () => new Promise(setImmediate)

/** A job that runs when it is asked to, at a time of the test's own, and what it tells of its failures. */
function jobOf(t: TestContext) {
  let nowMs = 0
  t.mock.method(performance, 'now', () => nowMs)
  const told: unknown[] = []
  let failure: string | undefined
  const job = repeating(
    3_600_000,
    async () => {
      if (failure !== undefined) throw failure
    },
    (err) => told.push(err),
  )
  t.after(job.stop)
  const runs = async (afterMs: number, err?: string) => {
    nowMs += afterMs
    failure = err
    job.now()
    await tick()
  }
  return { runs, told }
}

describe('a repeating job that fails', () => {
  it('tells its first failure, and one a minute of those that follow', async (t) => {
    const { runs, told } = jobOf(t)
    for (let second = 0; second < 150; second++) await runs(1_000, `at ${second}`)
    assert.deepEqual(told, ['at 0', 'at 60', 'at 120'])
  })
  it('tells the next failure after a success at once', async (t) => {
    const { runs, told } = jobOf(t)
    await runs(1_000, 'one')
    await runs(1_000)
    await runs(1_000, 'two')
    assert.deepEqual(told, ['one', 'two'])
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it, mock } from 'node:test'
import { type Job, type JobOptions, startJob } from './job.ts'

let repeated: Job | undefined
beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
afterEach(async () => {
  mock.timers.reset()
  await repeated?.stop()
})

const nextTick = () => new Promise((resolve) => setImmediate(resolve))
async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms)
  await nextTick()
}

function start(everyMs: number, run: JobOptions['run'], onFailure: JobOptions['onFailure'] = () => undefined) {
  repeated = startJob({ name: 'tests', everyMs, run, onFailure })
  return repeated
}

describe('a job that repeats', () => {
  it('runs every time, and never twice at once', async () => {
    let runs = 0
    const { promise, resolve } = Promise.withResolvers<void>()
    const job = start(1_000, () => (++runs === 2 ? promise : Promise.resolve()))
    await pass(1_000)
    await pass(1_000)
    await pass(1_000)
    job.now()
    assert.equal(runs, 2)
    resolve()
    await nextTick()
    assert.equal(runs, 3, 'it was wanted meanwhile')
  })

  it('begins at once if it is to, and then goes on as ever', async () => {
    let runs = 0
    const run = async () => {
      runs += 1
    }
    repeated = startJob({ name: 'tests', everyMs: 1_000, isAtOnce: true, run, onFailure: () => undefined })
    assert.equal(runs, 1)
    await nextTick()
    await pass(1_000)
    assert.equal(runs, 2)
  })

  it('runs again within a minute when it failed, however seldom it runs', async () => {
    let runs = 0
    start(3_600_000, async () => {
      if (++runs === 1) throw new Error('once')
    })
    await pass(3_600_000)
    await pass(60_000)
    assert.equal(runs, 2)
    await pass(60_000)
    assert.equal(runs, 2)
  })

  it('tells of the first failure of every row, with its number', async () => {
    const told: number[] = []
    let runs = 0
    start(
      10,
      async () => {
        if (++runs !== 3) throw new Error('again')
      },
      (_err, failures) => told.push(failures),
    )
    for (let run = 0; run < 5; run++) await pass(10)
    assert.deepEqual([runs, told], [5, [1, 1]])
  })

  it('tells of a row that goes on once a minute', async (context) => {
    let nowMs = 0
    context.mock.method(performance, 'now', () => nowMs)
    const told: number[] = []
    start(
      10_000,
      () => Promise.reject(new Error('always')),
      (_err, failures) => told.push(failures),
    )
    for (let run = 0; run < 13; run++) {
      nowMs += 10_000
      await pass(10_000)
    }
    assert.deepEqual(told, [1, 7, 13])
  })

  it('breaks a long run off between two steps, and tells of no failure', async () => {
    let steps = 0
    const told: unknown[] = []
    const job = start(
      10,
      async (achieved) => {
        for (;;) {
          steps++
          await nextTick()
          achieved()
        }
      },
      (err) => told.push(err),
    )
    await pass(10)
    await job.stop()
    const atStop = steps
    await nextTick()
    assert.ok(atStop > 0)
    assert.deepEqual([steps, told], [atStop, []])
  })

  it('stops though a run of it never ends', async () => {
    const job = start(1_000, () => new Promise(() => undefined))
    await pass(1_000)
    const stopping = job.stop()
    await pass(10_000)
    await stopping
    repeated = undefined
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type Progress, progress, stalledWork } from '@plinth/kit/async/progress'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { ResultBuffer } from './result-buffer.ts'
import type { AttemptResult } from './results.ts'

const log = openLog({ level: 'silent', name: 'webhooks' })
const away = () => new PlinthError('SERVICE_UNAVAILABLE', 'The database is not available.')
const refusal = () => Object.assign(new Error('"1.97e-46" is out of range for type real'), { code: '22003' })

let watched: Progress
beforeEach(() => {
  watched = progress({ work: 'webhooks results' })
})
afterEach(() => watched.stop())

const resultOf = (deliveryId: string) => ({ claim: { deliveryId } }) as AttemptResult
const idsOf = (batch: readonly AttemptResult[]) => batch.map(({ claim }) => claim.deliveryId)

function bufferOn(write: (ids: string[]) => Promise<void>, keepMs = 5_000, gathering = {}) {
  const onDone: string[][] = []
  const buffer = new ResultBuffer({
    write: (batch) => write(idsOf(batch)),
    onDone: (batch) => onDone.push(idsOf(batch)),
    keepMs,
    batchMax: 50,
    ...{ gatherMs: 1, awaitedGatherMs: 1, ...gathering },
    progress: watched,
    log,
  })
  return {
    onDone,
    add: (ids: string[]) => ids.forEach((id) => void buffer.add(resultOf(id))),
    flush: () => buffer.flush(),
    hurry: () => buffer.hurry(),
  }
}

describe('a batch of results that PostgreSQL refuses', () => {
  it('is written without the result that is refused, which is tried twice and given up alone', async () => {
    const written: string[] = []
    let triesOfBad = 0
    const { add, flush, onDone } = bufferOn(async (ids) => {
      if (ids.length === 1 && ids[0] === 'bad') triesOfBad++
      if (ids.includes('bad')) throw refusal()
      written.push(...ids)
    })
    const ids = Array.from({ length: 31 }, (_, at) => (at === 17 ? 'bad' : `del_${at}`))
    add(ids)
    await flush()
    assert.deepEqual(
      written,
      ids.filter((id) => id !== 'bad'),
    )
    assert.deepEqual([triesOfBad, onDone], [2, [ids]])
    assert.deepEqual(stalledWork(), ['webhooks results: some work was given up within the last minute'])
  })

  it('is written in halves when only the whole of it is refused', async () => {
    const written: string[][] = []
    const { add, flush } = bufferOn(async (ids) => {
      if (ids.length > 2) throw refusal()
      written.push(ids)
    })
    add(['a', 'b', 'c', 'd', 'e'])
    await flush()
    assert.deepEqual(written.flat(), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(stalledWork(), [])
  })
})

describe('results of a database that is away', () => {
  it('are kept whole and written when it is back', async () => {
    const tried: string[][] = []
    const { add, flush } = bufferOn(async (ids) => {
      tried.push(ids)
      if (tried.length < 3) throw away()
    })
    add(['a', 'b'])
    await flush()
    assert.deepEqual(tried, [
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('are tried twice though their time was over after the first', async () => {
    let tries = 0
    const { add, flush } = bufferOn(async () => {
      if (++tries === 1) throw away()
    }, 0)
    add(['a'])
    await flush()
    assert.deepEqual([tries, stalledWork()], [2, []])
  })

  it('are written by the next try when a write never ends, and so are those that came meanwhile', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const tried: string[][] = []
    const { add, flush, onDone } = bufferOn((ids) => {
      tried.push(ids)
      return tried.length === 1 ? new Promise(() => undefined) : Promise.resolve()
    })
    add(['a'])
    while (tried.length === 0) await new Promise(setImmediate)
    add(['b'])
    context.mock.timers.tick(60_000)
    await flush()
    assert.deepEqual(
      [tried, onDone],
      [
        [['a'], ['a'], ['b']],
        [['a'], ['b']],
      ],
    )
  })

  it('are given up when it stays away, and those that come later are written', async () => {
    let isAway = true
    const written: string[] = []
    const { add, flush, onDone } = bufferOn(async (ids) => {
      if (isAway) throw away()
      written.push(...ids)
    }, 0)
    add(['a', 'b'])
    await flush()
    isAway = false
    add(['c'])
    await flush()
    assert.deepEqual([written, onDone], [['c'], [['a', 'b'], ['c']]])
  })
})

describe('results that gather', () => {
  const patient = { gatherMs: 86_400_000, awaitedGatherMs: 1 }
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
  function gathering() {
    const written: string[][] = []
    const buffer = bufferOn(async (ids) => void written.push(ids), 5_000, patient)
    return { ...buffer, written }
  }
  it('are one batch, which a due delivery that waits for one of them hurries', async () => {
    const { add, hurry, flush, written } = gathering()
    add(['del_1'])
    await turn()
    add(['del_2'])
    assert.deepEqual(written, [])
    hurry()
    add(['del_3'])
    await flush()
    assert.deepEqual(written, [['del_1', 'del_2', 'del_3']])
  })
  it('are hurried when they fill a batch, with those that are left', async () => {
    const { add, flush, written } = gathering()
    const ids = Array.from({ length: 51 }, (_, at) => `del_${at}`)
    add(['del_first'])
    await turn()
    add(ids)
    await flush()
    assert.deepEqual(written, [['del_first', ...ids.slice(0, 49)], ids.slice(49)])
  })
  it('are hurried by nobody who came before them', async () => {
    const { add, hurry, flush, written } = gathering()
    hurry()
    add(['del_1'])
    await turn()
    add(['del_2'])
    hurry()
    await flush()
    assert.deepEqual(written, [['del_1', 'del_2']])
  })
})

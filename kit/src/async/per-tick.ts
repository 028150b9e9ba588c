import { PlinthError } from '../errors/index.ts'
import { withTimeout } from './timeout.ts'

interface Waiting<Key, Value> {
  key: Key
  resolve: (value: Value) => void
  reject: (err: unknown) => void
}

// Longer than the time limits of databases and calls: a load that is not finished by then never will be.
const loadMsMax = 60_000

/**
 * Combines the keys of one turn of the event loop into one load; each caller gets its own result.
 * A sent load accepts no further keys, so a result is never older than its request.
 * @param load Returns the results in the order of the keys.
 * @param loadsMax Maximum number of concurrent loads; while they run, further keys are collected.
 * @param waitingMax Maximum number of collected keys; further calls are refused with SERVICE_UNAVAILABLE.
 */
export function perTick<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  batchMax = 500,
  loadsMax = Number.POSITIVE_INFINITY,
  waitingMax = 50_000,
): (key: Key) => Promise<Value> {
  const gathering: Waiting<Key, Value>[] = []
  let loads = 0

  const send = () => {
    while (gathering.length > 0 && loads < loadsMax) void answer(gathering.splice(0, batchMax))
  }
  const answer = async (batch: readonly Waiting<Key, Value>[]) => {
    loads++
    try {
      const loading = load(batch.map(({ key }) => key))
      const values = await withTimeout(loadMsMax, loading, unanswered)
      if (values.length !== batch.length) throw new Error('a load must answer every key')
      batch.forEach(({ resolve }, at) => {
        resolve(values[at] as Value)
      })
    } catch (err) {
      for (const { reject } of batch) reject(err)
    }
    loads--
    if (gathering.length > 0) setImmediate(send)
  }
  return (key) => {
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    if (gathering.length >= waitingMax) reject(tooMany())
    else if (gathering.push({ key, resolve, reject }) === 1) setImmediate(send)
    return promise
  }
}

const tooMany = () =>
  new PlinthError('SERVICE_UNAVAILABLE', 'Too many wait for an answer right now.', { retryAfterSeconds: 1 })

const unanswered = () =>
  new PlinthError('SERVICE_UNAVAILABLE', 'The answer did not come in time.', { retryAfterSeconds: 1 })

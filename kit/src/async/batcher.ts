import { PlinthError } from '../errors/index.ts'
import { startTimeout, type Timeout, withTimeout } from '../timeout.ts'

// Longer than the time limits of calls: their callers are gone. A batch of slow statements may still end after it.
const runMsMax = 60_000

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (err: unknown) => void
}

export interface BatcherOptions<Item> {
  /** Items with the same key are never in two batches at once. Default: items have no keys. */
  keyOf?: (item: Item) => string
  /** A batch has items of one key only. */
  isKeyAlone?: boolean
  /** Items of a batch. Default 500. */
  batchMax?: number
  /** Items that each key has in a batch with other keys. Default: no limit. */
  sharedMax?: number
  /** Weight of an item in its batch. Default: 0. */
  weightOf?: (item: Item) => number
  /** Weight of a batch of several items; one item alone may have more. Default: no limit. */
  weightMax?: number
  /** Batches at once. Default: no limit. */
  batchesMax?: number
  /**
   * Items that must wait before another batch begins beside so many that run, or one for `gatherMsMax`. Default: 1. While none
   * runs, a batch begins at once.
   */
  batchMin?: (running: number) => number
  /** How long items wait for `batchMin`. Default 50. */
  gatherMsMax?: number
  /** Items that wait for a batch. Default 50,000. */
  waitingMax?: number
  /** The refusal of an item beyond `waitingMax`. Default SERVICE_UNAVAILABLE. */
  crowded?: () => Error
}

/**
 * Runs the items of one turn of the event loop as one batch; each caller gets its own result. While `batchesMax` batches
 * run, or one with the same key, items wait in the order they came, keys in turns: the busier, the larger the batches. No item joins a
 * batch that has begun, so a result is never older than its call.
 * @param run Returns the results in the order of the items.
 */
export function batcher<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  options: BatcherOptions<Item> = {},
): (item: Item) => Promise<Result> {
  const {
    keyOf,
    isKeyAlone = false,
    batchMax = 500,
    sharedMax = batchMax,
    weightOf = () => 0,
    weightMax = Number.POSITIVE_INFINITY,
    batchesMax = Number.POSITIVE_INFINITY,
    batchMin = () => 1,
    gatherMsMax = 50,
    waitingMax = 50_000,
  } = options
  const { crowded = tooMany } = options
  // A Map keeps the order in which keys began to wait. Items without keys share one queue that is never busy.
  const queues = new Map<string, Waiting<Item, Result>[]>()
  const busy = new Set<string>()
  let waitingCount = 0
  let running = 0
  let isScheduled = false
  // Runs while fewer items wait than another batch needs.
  let patience: Timeout | undefined

  const isFree = () => waitingCount > 0 && running < batchesMax
  const isEnough = () => running === 0 || waitingCount >= batchMin(running)
  const schedule = () => {
    if (isScheduled || !isFree()) return
    if (!isEnough()) return startPatience()
    isScheduled = true
    setImmediate(() => startBatches(false))
  }
  const startPatience = () => {
    patience ??= startTimeout(gatherMsMax, () => startBatches(true))
  }
  const startBatches = (isOverdue: boolean) => {
    isScheduled = false
    patience?.clear()
    patience = undefined
    for (let isDue = isOverdue; isFree() && (isDue || isEnough()); isDue = false) {
      const keys = new Set<string>()
      const batch = gather(keys)
      if (batch.length === 0) return
      running++
      void runBatch(batch, keys)
    }
    if (isFree() && !isEnough()) startPatience()
  }
  const gather = (keys: Set<string>): Waiting<Item, Result>[] => {
    const batch: Waiting<Item, Result>[] = []
    let weight = 0
    const take = (waiting: Waiting<Item, Result>): boolean => {
      const heavier = weight + weightOf(waiting.item)
      if (batch.length === batchMax || (batch.length > 0 && heavier > weightMax)) return false
      batch.push(waiting)
      weight = heavier
      return true
    }
    const present = freeKeys()
    // Keys take turns, one item each: none is left out because another has many.
    const turnsMax = present.length > 1 ? sharedMax : batchMax
    for (let turn = 0, isFull = false; !isFull && turn < turnsMax; turn++) {
      const before = batch.length
      for (const one of present) {
        const waiting = one.queue[turn]
        if (waiting === undefined) continue
        isFull = !take(waiting)
        if (isFull) break
        one.taken++
      }
      if (batch.length === before) break
    }
    for (const { key, queue, taken } of present) {
      // The batch is full; the key keeps its place for the next one.
      if (taken === 0) break
      queue.splice(0, taken)
      if (keyOf !== undefined) {
        keys.add(key)
        busy.add(key)
      }
      queues.delete(key)
      // The remaining items go to the end of the queue.
      if (queue.length > 0) queues.set(key, queue)
    }
    waitingCount -= batch.length
    return batch
  }
  const freeKeys = () => {
    const free: { key: string; queue: Waiting<Item, Result>[]; taken: number }[] = []
    for (const [key, queue] of queues) {
      if (busy.has(key)) continue
      free.push({ key, queue, taken: 0 })
      if (isKeyAlone || free.length === batchMax) break
    }
    return free
  }
  const runBatch = async (batch: readonly Waiting<Item, Result>[], keys: ReadonlySet<string>) => {
    try {
      const answered = run(batch.map(({ item }) => item))
      const results = await withTimeout(runMsMax, answered, unanswered)
      if (results.length !== batch.length) throw new Error('a batch must answer every item')
      batch.forEach(({ resolve }, at) => {
        resolve(results[at] as Result)
      })
    } catch (err) {
      for (const { reject } of batch) reject(err)
    } finally {
      running--
      for (const key of keys) busy.delete(key)
      schedule()
    }
  }
  return (item) => {
    if (waitingCount >= waitingMax) return Promise.reject(crowded())
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const key = keyOf?.(item) ?? ''
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, [{ item, resolve, reject }])
    else queue.push({ item, resolve, reject })
    waitingCount++
    schedule()
    return promise
  }
}

const tooMany = () =>
  new PlinthError('SERVICE_UNAVAILABLE', 'Too many wait for an answer right now.', { retryAfterSeconds: 1 })

const unanswered = () =>
  new PlinthError('SERVICE_UNAVAILABLE', 'The answer did not come in time.', { retryAfterSeconds: 1 })

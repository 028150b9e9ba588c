import { PlinthError } from '../errors/index.ts'
import { withTimeout } from './timeout.ts'

// Longer than databases and calls allow themselves: a group that is not answered by then never will be.
const groupMsMax = 60_000

const unanswered = () =>
  new PlinthError('SERVICE_UNAVAILABLE', 'The answer did not come in time.', { retryAfterSeconds: 1 })

interface Waiting<Entry, Result> {
  entry: Entry
  resolve: (result: Result) => void
  reject: (err: unknown) => void
}

export interface TurnsOptions<Entry, Result> {
  /** What wants the same thing is never in two groups at once. */
  keyOf: (entry: Entry) => string
  /** Answers in the order of the entries. */
  run: (entries: readonly Entry[]) => Promise<readonly Result[]>
  /** Entries of a group at the most. */
  groupMax: number
  /** Groups at once at the most. */
  groupsMax: number
  /** Entries that wait at the most; `crowded` is what the next one is refused with. */
  waitingMax: number
  crowded: () => Error
}

/**
 * Gathers what is asked for into groups. Those who want the same thing take turns, in the order they came: while one
 * group has it, the others gather for the next, so the busier it is the larger the groups.
 */
export function takeTurns<Entry, Result>(options: TurnsOptions<Entry, Result>): (entry: Entry) => Promise<Result> {
  const { keyOf, run, groupMax, groupsMax, waitingMax, crowded } = options
  // A Map keeps the order in which keys began to wait.
  const queues = new Map<string, Waiting<Entry, Result>[]>()
  const busy = new Set<string>()
  let waitingCount = 0
  let running = 0
  let isScheduled = false

  const schedule = () => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(startGroups)
  }
  const startGroups = () => {
    isScheduled = false
    while (running < groupsMax) {
      const keys = new Set<string>()
      const group = gather(keys)
      if (group.length === 0) return
      running++
      void runGroup(group, keys)
    }
  }
  const gather = (keys: Set<string>): Waiting<Entry, Result>[] => {
    const group: Waiting<Entry, Result>[] = []
    for (const [key, queue] of queues) {
      if (group.length === groupMax) break
      if (busy.has(key)) continue
      group.push(...queue.splice(0, groupMax - group.length))
      keys.add(key)
      busy.add(key)
      queues.delete(key)
      // What is left over goes to the end of the line.
      if (queue.length > 0) queues.set(key, queue)
    }
    waitingCount -= group.length
    return group
  }
  const runGroup = async (group: readonly Waiting<Entry, Result>[], keys: ReadonlySet<string>) => {
    try {
      const running = run(group.map(({ entry }) => entry))
      const results = await withTimeout(groupMsMax, running, unanswered)
      if (results.length !== group.length) throw new Error('a group must answer every entry')
      group.forEach(({ resolve }, at) => {
        resolve(results[at] as Result)
      })
    } catch (err) {
      for (const { reject } of group) reject(err)
    } finally {
      running--
      for (const key of keys) busy.delete(key)
      schedule()
    }
  }
  return (entry) => {
    if (waitingCount >= waitingMax) return Promise.reject(crowded())
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const key = keyOf(entry)
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, [{ entry, resolve, reject }])
    else queue.push({ entry, resolve, reject })
    waitingCount++
    schedule()
    return promise
  }
}

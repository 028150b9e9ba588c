import type { Clock } from '@plinth/kit/clock'
import { LRUCache } from 'lru-cache'
import type { Changes } from './changes.ts'

/** Under the 2 s that an answer may be old: it travels a little as well. */
const keptMs = 1_900

interface Entry<Value> {
  value: Promise<Value>
  bornMs: number
  mark: number
}

export interface Memory<Value> {
  /** What is remembered, if it is young and nothing has changed since; else what load answers. */
  recall(key: string, load: () => Promise<Value>): Promise<Value>
}

/**
 * Answers of PostgreSQL, kept for a moment. One that was asked for before a change is not used after it, though it
 * arrives later.
 * @param ownersOf Whose changes drop it.
 */
export function memory<Value>(
  { changes, clock, entriesMax }: { changes: Changes; clock: Clock; entriesMax: number },
  ownersOf: (value: Value) => Iterable<string>,
): Memory<Value> {
  const entries = new LRUCache<string, Entry<Value>>({ max: entriesMax })
  const begin = (key: string, load: () => Promise<Value>) => {
    const entry = { value: load(), bornMs: clock.monotonicMs(), mark: changes.mark() }
    entries.set(key, entry)
    entry.value.catch(() => {
      if (entries.peek(key) === entry) entries.delete(key)
    })
    return entry
  }
  return {
    async recall(key, load) {
      const known = entries.get(key)
      if (known === undefined || clock.monotonicMs() - known.bornMs > keptMs) return begin(key, load).value
      const value = await known.value
      return changes.haveBeen(ownersOf(value), known.mark) ? begin(key, load).value : value
    },
  }
}

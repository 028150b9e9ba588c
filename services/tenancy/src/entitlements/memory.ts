import { type Changes, rememberedMsMax } from '@plinth/kit/changes'
import type { Clock } from '@plinth/kit/clock'
import { LRUCache } from 'lru-cache'

/** What PostgreSQL answered, and when it was asked, on the monotonic clock. */
export interface Recalled<Value> {
  value: Value
  bornMs: number
}

interface Entry<Value> {
  recalled: Promise<Recalled<Value>>
  /** Monotonic. */
  bornMs: number
  /** By the clock that a test may move. */
  isOverAt: number
}

export interface Memory<Value> {
  /** What is remembered, if it is young and nothing has changed since; else what load answers. */
  recall(key: string, load: () => Promise<Value>, maxAgeMs?: number): Promise<Recalled<Value>>
}

/**
 * Answers of PostgreSQL, kept for a moment. One that was asked for before a change is not used after it, though it
 * arrives later.
 * @param ownersOf Whose changes drop it.
 */
export function memory<Value>(
  { changes, clock, entriesMax }: { changes: Pick<Changes, 'haveBeen'>; clock: Clock; entriesMax: number },
  ownersOf: (value: Value) => Iterable<string>,
): Memory<Value> {
  const entries = new LRUCache<string, Entry<Value>>({ max: entriesMax })
  const begin = (key: string, load: () => Promise<Value>) => {
    const bornMs = clock.monotonicMs()
    const isOverAt = clock.now().getTime() + rememberedMsMax
    const entry = { bornMs, isOverAt, recalled: load().then((value) => ({ value, bornMs })) }
    entries.set(key, entry)
    entry.recalled.catch(() => {
      if (entries.peek(key) === entry) entries.delete(key)
    })
    return entry.recalled
  }
  const isOver = ({ bornMs, isOverAt }: Entry<Value>, maxAgeMs: number) =>
    clock.monotonicMs() - bornMs > Math.min(rememberedMsMax, maxAgeMs) || clock.now().getTime() >= isOverAt
  return {
    async recall(key, load, maxAgeMs = rememberedMsMax) {
      const known = entries.get(key)
      if (known === undefined || isOver(known, maxAgeMs)) return begin(key, load)
      const recalled = await known.recalled
      return changes.haveBeen(ownersOf(recalled.value), recalled.bornMs) ? begin(key, load) : recalled
    },
  }
}

import { changeTimes } from '@plinth/kit/changes'
import { LRUCache } from 'lru-cache'

export interface SharedCache<Value> {
  /**
   * Callers that miss the same key at the same time share one load. A failed load is not remembered. What a call is
   * handed was good at the moment of the call, however long it waited.
   */
  get(key: string, load: () => Promise<Value>): Promise<Value>
  /** What is known of the key at this moment is handed to no later get. */
  drop(key: string): void
  /** Nothing known or being loaded at this moment that bears one of the names is handed to a later get. */
  revoke(names: readonly string[]): void
  /** Nothing known or being loaded at this moment is handed to a later get. */
  clear(): void
}

export interface SharedCacheOptions<Value> {
  entriesMax: number
  /** Counted from when the loading of an entry began; 0 asks every time. */
  ttlMs: number
  monotonicMs: () => number
  /** While it says no, everybody asks for itself. */
  isTrusted: () => boolean
  /** What may revoke it. */
  namesOf?: (value: Value, key: string) => readonly string[]
  /** How much longer the value is true, as of some moment after its loading began. Default: for ever. */
  lifeMs?: (value: Value) => number
  /** Is what was remembered over, by a clock that may be moved? It is asked for again then. */
  isOver?: (value: Value) => boolean
}

interface Entry<Value> {
  value: Value
  names: readonly string[]
  /** When its loading began. */
  startMs: number
  untilMs: number
}

interface Loading<Value> {
  untilMs: number
  entry: Promise<Entry<Value>>
}

const namesMax = 20_000

// NOTE: the library's own ttl reads its clock at most once a millisecond by a timer, which stands still while the process is
// stopped: what is older than it looks would be served first thing afterwards.
export function sharedCache<Value>(options: SharedCacheOptions<Value>): SharedCache<Value> {
  const { ttlMs, monotonicMs, isTrusted, lifeMs = () => Number.POSITIVE_INFINITY, isOver = () => false } = options
  const { namesOf = () => [] } = options
  // Too many to know which: then everything from before the oldest known one is asked for again.
  const revocations = changeTimes(monotonicMs, namesMax)
  let revokedMs = Number.NEGATIVE_INFINITY
  const held = new LRUCache<string, Entry<Value>>({ max: options.entriesMax })
  let loading = new Map<string, Loading<Value>>()

  const isRevoked = ({ names, startMs }: Entry<Value>) => startMs <= revokedMs && revocations.haveBeen(names, startMs)
  const wasGood = (entry: Entry<Value>, askedMs: number) =>
    askedMs < entry.untilMs && !isRevoked(entry) && !isOver(entry.value)
  const loadNew = async (key: string, startMs: number, load: () => Promise<Value>): Promise<Value> => {
    const generation = loading
    const entry = load().then((value) => ({
      ...{ value, names: namesOf(value, key), startMs },
      untilMs: startMs + Math.min(ttlMs, lifeMs(value)),
    }))
    const mine = { untilMs: startMs + ttlMs, entry }
    generation.set(key, mine)
    try {
      const loaded = await entry
      // A load that began before clear() may carry what clear() was for.
      if (generation === loading) held.set(key, loaded)
      return loaded.value
    } finally {
      if (generation.get(key) === mine) generation.delete(key)
    }
  }

  return {
    async get(key, load) {
      const askedMs = monotonicMs()
      if (!isTrusted()) return load()
      const known = held.get(key)
      if (known !== undefined && wasGood(known, askedMs)) return known.value
      const joined = loading.get(key)
      if (joined === undefined || askedMs >= joined.untilMs) return loadNew(key, askedMs, load)
      const entry = await joined.entry
      return wasGood(entry, askedMs) ? entry.value : load()
    },
    drop: (key) => void held.delete(key),
    revoke(names) {
      revokedMs = monotonicMs()
      revocations.note(names)
    },
    clear() {
      held.clear()
      loading = new Map()
    },
  }
}

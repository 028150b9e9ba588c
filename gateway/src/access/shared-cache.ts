import { LRUCache } from 'lru-cache'

export interface SharedCache<Value> {
  /** Callers that miss the same key at the same time share one load. A failed load is not remembered. */
  get(key: string, load: () => Promise<Value>): Promise<Value>
  /** Nothing known or being loaded at this moment is handed to a later get. */
  clear(): void
}

/** Remembers at most `entriesMax` values for `ttlMs`, counted from when their loading began; 0 remembers nothing. */
export function sharedCache<Value extends object>(options: { entriesMax: number; ttlMs: number }): SharedCache<Value> {
  const held = new LRUCache<string, Value>({ max: options.entriesMax, ttl: Math.max(1, options.ttlMs) })
  let loading = new Map<string, Promise<Value>>()
  return {
    get(key, load) {
      const known = held.get(key) ?? loading.get(key)
      if (known !== undefined) return Promise.resolve(known)
      const generation = loading
      const start = performance.now()
      const loaded = load()
        .then((value) => {
          // A load that began before clear() may carry what clear() was for.
          if (generation === loading && options.ttlMs > 0) held.set(key, value, { start })
          return value
        })
        .finally(() => generation.delete(key))
      generation.set(key, loaded)
      return loaded
    },
    clear() {
      held.clear()
      loading = new Map()
    },
  }
}

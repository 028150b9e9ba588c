import { PlinthError } from '@plinth/kit/errors'
import { LRUCache } from 'lru-cache'

const keysMax = 10_000
const rememberedMs = 1_000

interface Refused {
  refusal: PlinthError
  untilMs: number
}

/**
 * Whoever repeats a key that nobody knows is refused without asking, for a second. No key that we make was asked for before
 * it was made: its secret is 256 random bits. One that an operator brings along may have been, and is known a second later.
 */
export function unknownKeys({ ttlMs, monotonicMs }: { ttlMs: number; monotonicMs: () => number }) {
  const known = new LRUCache<string, Refused>({ max: keysMax })
  const lifeMs = Math.min(ttlMs, rememberedMs)
  return {
    async unlessRefused<T>(hash: string, ask: () => Promise<T>): Promise<T> {
      const askedMs = monotonicMs()
      const earlier = known.get(hash)
      if (earlier !== undefined && askedMs < earlier.untilMs) throw earlier.refusal
      try {
        return await ask()
      } catch (err) {
        if (err instanceof PlinthError && err.code === 'INVALID_API_KEY')
          known.set(hash, { refusal: err, untilMs: askedMs + lifeMs })
        throw err
      }
    },
    forget: () => known.clear(),
  }
}

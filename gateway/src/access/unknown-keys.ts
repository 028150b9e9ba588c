import { PlinthError } from '@plinth/kit/errors'
import { TtlCache } from '../ttl-cache.ts'

const keysMax = 10_000
const refusedMs = 1_000

/**
 * A key that no service knows is refused for a second without asking again. No key that we make was asked for before it was
 * made: its secret is 256 random bits. One that an operator brings along may have been, and is known a second later.
 */
export function unknownKeys({ ttlMs, monotonicMs }: { ttlMs: number; monotonicMs: () => number }) {
  const refusals = new TtlCache<PlinthError>({ entriesMax: keysMax, ttlMs: Math.min(ttlMs, refusedMs), monotonicMs })
  return {
    async unlessRefused<T>(hash: string, ask: () => Promise<T>): Promise<T> {
      const askedMs = monotonicMs()
      const refusal = refusals.get(hash)
      if (refusal !== undefined) throw refusal
      try {
        return await ask()
      } catch (err) {
        if (err instanceof PlinthError && err.code === 'INVALID_API_KEY') refusals.set(hash, err, askedMs)
        throw err
      }
    },
    clear: () => refusals.clear(),
  }
}

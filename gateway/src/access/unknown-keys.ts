import { PlinthError } from '@plinth/kit/errors'
import { TtlCache } from '../ttl-cache.ts'

const refusals401: ReadonlySet<string> = new Set(['INVALID_API_KEY', 'UNAUTHENTICATED'])
const keysMax = 10_000
const refusedMs = 1_000

/**
 * Refuses an unknown key or session for a second without asking again. No generated key can have been asked for before it was
 * created, because its secret has 256 random bits. A key that an operator supplies may have been, and works a second later. A
 * reactivated user clears all refusals on every gateway, and like all that is cached they hold only while a gateway hears that.
 */
export function unknownKeys(options: { ttlMs: number; monotonicMs: () => number; isTrusted: () => boolean }) {
  const { monotonicMs } = options
  const refusals = new TtlCache<PlinthError>({
    ...options,
    entriesMax: keysMax,
    ttlMs: Math.min(options.ttlMs, refusedMs),
  })
  return {
    async unlessRefused<T>(hash: string, ask: () => Promise<T>): Promise<T> {
      const askedMs = monotonicMs()
      const refusal = refusals.get(hash)
      if (refusal !== undefined) throw refusal
      try {
        return await ask()
      } catch (err) {
        if (err instanceof PlinthError && refusals401.has(err.code)) refusals.set(hash, err, askedMs)
        throw err
      }
    },
    clear: () => refusals.clear(),
  }
}

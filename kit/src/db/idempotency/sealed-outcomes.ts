import type { SealedValues } from '../../secrets/sealed-values.ts'

/** The encrypted outcomes of calls with an Idempotency-Key, which every service keeps. */
export const sealedOutcomes: SealedValues = {
  what: 'stored answers',
  query: 'SELECT sealed FROM idempotency_key WHERE expires_at > plinth_now()',
}

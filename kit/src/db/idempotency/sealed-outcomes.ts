/** The encrypted outcomes of calls with an Idempotency-Key, which every service keeps. */
export const sealedOutcomes = 'SELECT sealed FROM idempotency_key WHERE expires_at > plinth_now()'

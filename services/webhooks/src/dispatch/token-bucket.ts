/**
 * The rate limit of an endpoint: a token for each delivery that starts. The bucket is kept as the time at which it is full
 * again, so there is no number that could outgrow its column or decay in it.
 */
export interface TokenBucket {
  /** Tokens added in a second: a whole number above 0. */
  perSecond: number
  /** Microseconds until the bucket is full, by PostgreSQL's clock. 0 or less: it is full. */
  fullInUs: number
}

const usPerSecond = 1_000_000
/** A full bucket holds what is added in a tenth of a second. */
const bucketsPerSecond = 10
/** An endpoint gets at most so many turns in a second for its tokens: a fast one waits for several. */
const turnsPerSecond = 50

/** The most deliveries that may start at once. In any second at most `perSecond` more start. */
export function bucketSize(perSecond: number): number {
  return Math.ceil(perSecond / bucketsPerSecond)
}

/** Deliveries that may start now. */
export function tokensIn(bucket: TokenBucket): number {
  return Math.max(0, Math.floor(levelOf(bucket) / usPerSecond))
}

/** The bucket after `taken` deliveries have started, and for how long the endpoint gets no turn, in microseconds. */
export function takeTokens(bucket: TokenBucket, taken: number): TokenBucket & { pauseUs: number } {
  const { perSecond } = bucket
  const cost = Math.ceil((taken * usPerSecond) / perSecond)
  const left = { perSecond, fullInUs: missingUs(bucket) + cost }
  const forATurn = Math.max(1, Math.floor(perSecond / turnsPerSecond)) * usPerSecond
  return { ...left, pauseUs: Math.max(0, Math.ceil((forATurn - levelOf(left)) / perSecond)) }
}

// In millionths of a token: all whole numbers, so nothing is lost by rounding.
function levelOf(bucket: TokenBucket): number {
  return bucketSize(bucket.perSecond) * usPerSecond - missingUs(bucket) * bucket.perSecond
}

/** A clock that was set back leaves an empty bucket, not one that owes for hours. */
function missingUs({ perSecond, fullInUs }: TokenBucket): number {
  const emptyUs = Math.ceil((bucketSize(perSecond) * usPerSecond) / perSecond)
  const isPlausible = fullInUs <= emptyUs + usPerSecond
  return isPlausible ? Math.max(0, Math.ceil(fullInUs)) : emptyUs
}

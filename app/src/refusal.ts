import { withTimeout } from '@plinth/kit/async/timeout'

/** Why a process does not start: one sentence that names the variable and the remedy. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** What somebody typed wrongly on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.message === '') return thrown.errors.map(messageOf).join(', ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Runs a driver's first contact; whatever it rejects with becomes the reason inside the sentence. */
export async function orRefuse<T>(
  work: Promise<T>,
  timeoutMs: number,
  sentence: (reason: string) => string,
): Promise<T> {
  try {
    return await withTimeout(timeoutMs, work)
  } catch (err) {
    if (err instanceof Refusal) throw err
    throw new Refusal(sentence(messageOf(err).replace(/\s+/g, ' ').replace(/\.$/, '')), { cause: err })
  }
}

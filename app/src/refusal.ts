import { withTimeout } from '@plinth/kit/async/timeout'

/** Reason why a process does not start: one sentence that names the variable and the remedy. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** A mistake in the arguments of the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.message === '') return thrown.errors.map(messageOf).join(', ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Runs the first contact of a driver. Throws a Refusal whose sentence contains the reason if it fails. */
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

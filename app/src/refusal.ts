import { withTimeout } from '@plinth/kit/timeout'

/** Reason why a process does not start: one sentence that names the variable and the remedy. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** A Refusal with a line for each field that an error of Plinth names. */
export function refusalOf(message: string, details: Readonly<Record<string, unknown>>, cause?: unknown): Refusal {
  const lines = Object.entries(details).flatMap(([field, said]) =>
    Array.isArray(said) ? said.map((sentence) => `plinth: ${field}: ${sentence}`) : [],
  )
  return new Refusal([message, ...lines].join('\n'), { cause })
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
  sentence: (reason: string, thrown: unknown) => string,
): Promise<T> {
  try {
    return await withTimeout(timeoutMs, work)
  } catch (err) {
    if (err instanceof Refusal) throw err
    throw new Refusal(sentence(messageOf(err).replace(/\s+/g, ' ').replace(/\.$/, ''), err), { cause: err })
  }
}

import type { ClientOptions, Seen, Sees } from '../format.ts'
import { differences, isObject, type MatchContext } from '../match.ts'

// A page of HTML does not belong in a log.
const reportCharactersMax = 20_000

/** Mistakes in the result that a client's caller saw of one call, a line for each. */
export function judgeSeen(sees: Sees, seen: Seen | undefined, client: ClientOptions, context: MatchContext): string[] {
  if (!isObject(seen)) return ['reported nothing']
  return [
    ...(sees.error === undefined ? judgeValue(sees, seen) : judgeError(sees.error, seen, client, context)),
    ...(sees.response === undefined ? [] : differences({ $some: sees.response }, seen.response, 'response', context)),
    ...differences(sees.warnings ?? 0, seen.warnings ?? 0, 'warnings'),
  ]
}

function judgeValue({ value }: Sees, seen: Seen): string[] {
  if (seen.error !== undefined) return [`raised ${JSON.stringify(seen.error).slice(0, 1_000)}, and gives a value`]
  return differences(value ?? null, seen.value ?? null, 'value')
}

function judgeError(
  { class: name, ...fields }: NonNullable<Sees['error']>,
  { error }: Seen,
  client: ClientOptions,
  context: MatchContext,
): string[] {
  if (!isObject(error) || !Array.isArray(error.is)) return [`raised nothing, and ${name} is due`]
  const text = JSON.stringify(error)
  return [
    ...[name, 'SdkError']
      .filter((one) => !error.is.includes(one))
      .map((one) => `raised ${error.is.join(' < ')}, which is no ${one}: ${error.message}`),
    ...(typeof error.message === 'string' && error.message !== '' ? [] : ['raised an error without a message']),
    ...Object.entries(fields).flatMap(([field, due]) =>
      differences(due, error[field] ?? null, `error.${field}`, context),
    ),
    ...(client.key && text.includes(client.key) ? ['showed the key in an error'] : []),
    ...(text.length <= reportCharactersMax ? [] : [`raised an error of ${text.length} characters`]),
  ]
}

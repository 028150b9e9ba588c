import {
  ApiError,
  AuthenticationError,
  PreconditionFailedError,
  TransportError,
  UnexpectedAnswerError,
} from '../api/sdk.ts'
import type { Messages } from '../messages/index.ts'

interface FailureText {
  sentence: string
  /** The sentence of the API, in English, where `sentence` is the page's own. */
  original: string | undefined
  /** The next step. */
  next: string | undefined
}

/** `isWrite`: the call has one Idempotency-Key for all its tries. */
export function failureText(error: unknown, words: Messages['failure'], isWrite: boolean): FailureText {
  const next = isWrite && isOutcomeUnknown(error) ? words.sendAgain : undefined
  const own = ownSentence(error, words)
  const message = error instanceof Error ? error.message : String(error)
  const isOfCode = error instanceof ApiError && own === words.codes[error.code] && own !== undefined
  return { sentence: own ?? message, original: isOfCode ? message : undefined, next }
}

function ownSentence(error: unknown, words: Messages['failure']): string | undefined {
  const { changed, signInAgain, noAnswer, notPlinth, codes } = words
  if (error instanceof AuthenticationError) return signInAgain
  if (error instanceof PreconditionFailedError) return changed
  if (error instanceof TransportError) return noAnswer
  if (error instanceof UnexpectedAnswerError) return notPlinth(String(error.status))
  return error instanceof ApiError ? codes[error.code] : undefined
}

const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof TransportError ||
  error instanceof UnexpectedAnswerError ||
  (error instanceof ApiError && error.status >= 500)

/** Sentences of the details: the name of a missing scope, the faults of fields. Other details are for programs. */
export function detailLines(details: Readonly<Record<string, unknown>>, words: Messages['failure']): string[] {
  const { required_scope: missing, provided_scopes: _, ...fields } = details
  return [
    ...(Array.isArray(missing) ? [words.missingScope(missing.join(', '))] : []),
    ...Object.entries(fields).flatMap(([field, sentences]) =>
      Array.isArray(sentences) ? sentences.map((sentence) => `${field}: ${sentence}`) : [],
    ),
  ]
}

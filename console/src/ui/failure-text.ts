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

type Details = Readonly<Record<string, unknown>>

/** Sentences of the details: the name of a missing scope, the faults of fields. Other details are for programs. */
export function detailLines(details: Details, words: Messages['failure']): string[] {
  const { required_scope: missing } = details
  return [
    ...(Array.isArray(missing) ? [words.missingScope(missing.join(', '))] : []),
    ...faultsIn(details).map(({ field, sentence }) => `${field}: ${sentence}`),
  ]
}

/** The API's sentences about a field of the body ("url") and its parts ("scopes.1"). Undefined: it said none. */
export function faultOf(error: unknown, name: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const own = faultsIn(error.details).filter(({ field }) => field.split(/[.[]/)[0] === name || field === name)
  return own.length === 0 ? undefined : own.map(({ sentence }) => sentence).join(' ')
}

function faultsIn({ required_scope: _, provided_scopes: __, ...fields }: Details) {
  return Object.entries(fields).flatMap(([field, sentences]) =>
    Array.isArray(sentences) ? sentences.map((sentence) => ({ field, sentence: String(sentence) })) : [],
  )
}

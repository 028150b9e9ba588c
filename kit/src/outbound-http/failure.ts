import { isOfTls, tlsSentence } from './tls-sentences.ts'

/** Outcome of an attempt: `ok` is a 2xx, `http` any other response; all other outcomes have no complete response. */
export type Outcome = 'ok' | 'http' | 'timeout' | 'connect' | 'dns' | 'tls' | 'blocked'

/** Reason for a missing response. The sentence is public and never contains an address. */
export class OutboundFailure extends Error {
  override readonly name = 'OutboundFailure'
  readonly outcome: Exclude<Outcome, 'ok' | 'http'>
  constructor(outcome: Exclude<Outcome, 'ok' | 'http'>, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.outcome = outcome
  }
}

export const blocked = () => new OutboundFailure('blocked', 'The address of the endpoint is not allowed.')

const connectSentences: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was reset.',
  EPIPE: 'The connection was reset.',
  UND_ERR_SOCKET: 'The connection was closed before the response was complete.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  UND_ERR_HEADERS_OVERFLOW: 'The response headers were too large.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The response was not valid HTTP.',
}

/** Returns the public failure of a transport error. `socketError` is the first error of the socket, if it had one. */
export function connectFailure(thrown: unknown, socketError?: unknown): OutboundFailure {
  if (thrown instanceof OutboundFailure) return thrown
  if (isOfTls(codeOf(socketError))) return tlsFailure(socketError)
  const code = codeOf(thrown)
  // NOTE: undici sets the code of the parser only on some of its errors.
  const isParser = code.startsWith('HPE_') || (thrown instanceof Error && thrown.name === 'HTTPParserError')
  if (isUnaskedContinue(thrown))
    return new OutboundFailure('connect', 'The endpoint answered 100 Continue, for which it was not asked.', thrown)
  if (isParser) return new OutboundFailure('connect', 'The response was not valid HTTP.', thrown)
  return new OutboundFailure('connect', connectSentences[code] ?? 'The connection failed.', thrown)
}

const dnsSentences: Record<string, string> = {
  ENOTFOUND: 'The host name does not exist.',
  ENODATA: 'The host name has no address.',
  ESERVFAIL: 'The name servers of the host failed.',
  ETIMEOUT: 'The name servers of the host did not answer in time.',
}

/** Returns the public failure of a look-up of a name. */
export const dnsFailure = (thrown: unknown): OutboundFailure =>
  new OutboundFailure('dns', dnsSentences[codeOf(thrown)] ?? 'The host name could not be resolved.', thrown)

/** Returns true if the receiver closed or reset the connection. */
export const isConnectionLost = (thrown: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(thrown)) && !isUnaskedContinue(thrown)

// undici ends a connection on which a 100 comes, though RFC 9110 §15.2 lets a receiver send one at any time.
// NOTE: undici gives it the code of a lost connection, and has the same text for bytes on an idle connection, which no request waits for.
const isUnaskedContinue = (thrown: unknown): boolean => thrown instanceof Error && thrown.message === 'bad response'

/** Returns the public failure of a TLS error. */
export function tlsFailure(thrown: unknown): OutboundFailure {
  if (thrown instanceof OutboundFailure) return thrown
  return new OutboundFailure('tls', tlsSentence(codeOf(thrown)), thrown)
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0])
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

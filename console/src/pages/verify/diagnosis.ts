// Checks a request's signatures and names what is wrong. Pure: all that it knows is in its arguments, and goes nowhere.
import { type VerifyOptions, verifyWebhook, WebhookVerificationError } from '../../api/webhook-sdk.ts'
import { type BodyChange, bodyVariants } from './body-variants.ts'
import type { HeaderMap } from './headers-text.ts'
import { type Bytes, type KeyMistake, keysOf, type Scheme } from './key-variants.ts'
import { hexOf, hmac, macOf, signatureText } from './signature-text.ts'

export interface Given {
  secret: string
  /** The one before a rotation; "": none. */
  previousSecret: string
  headers: HeaderMap
  body: string
  /** The body as Plinth has it, where that is known. */
  sentBody?: string | undefined
  /** The signature that the reader's own code computed; "": none. */
  ownSignature: string
}

/** Content that programs sign by mistake instead of `id.timestamp.body`, or of the body. */
export type ContentMistake = 'body_alone' | 'time_and_body' | 'whole'

export type Cause =
  | { kind: 'missing_header'; headers: readonly string[] }
  | { kind: 'body'; change: BodyChange }
  | { kind: 'key'; mistake: KeyMistake }
  | { kind: 'content'; mistake: ContentMistake }
  /** The right bytes, written in another way than this. */
  | { kind: 'format'; expected: string }
  | { kind: 'cut_short' | 'bad_timestamp' | 'bad_secret' | 'id_or_time' | 'rotation' | 'other_request' | 'no_match' }

export interface SchemeResult {
  isValid: boolean
  /** Why not: one cause, or two together. */
  causes: readonly Cause[]
}

export interface Diagnosis {
  standard: SchemeResult
  body: SchemeResult
  /** Seconds since the request was signed, by this browser's clock; undefined without a timestamp. */
  ageSeconds: number | undefined
  own?: SchemeResult & { scheme: Scheme | undefined }
}

const schemes: readonly Scheme[] = ['standard', 'body']
const signatureHeader = { standard: 'webhook-signature', body: 'x-webhook-signature' } as const
const needed = {
  standard: ['webhook-id', 'webhook-timestamp', signatureHeader.standard],
  body: [signatureHeader.body],
} as const
const utf8 = new TextEncoder()

/** @param nowMs The time by which the age is told, in ms since 1970. */
export async function diagnose(given: Given, nowMs: number): Promise<Diagnosis> {
  const [standard, body] = await Promise.all(schemes.map((scheme) => isSigned(scheme, given)))
  const valid = { standard: standard === 'valid', body: body === 'valid' }
  const causesOf = async (scheme: Scheme, answer: string): Promise<SchemeResult> =>
    answer === 'valid'
      ? { isValid: true, causes: [] }
      : { isValid: false, causes: await why(scheme, answer, given, valid) }
  const timestamp = given.headers['webhook-timestamp'] ?? given.headers['x-webhook-timestamp'] ?? ''
  return {
    standard: await causesOf('standard', standard as string),
    body: await causesOf('body', body as string),
    ageSeconds: /^\d{1,12}$/.test(timestamp) ? Math.round(nowMs / 1_000 - Number(timestamp)) : undefined,
    ...(given.ownSignature === '' ? {} : { own: await whyOwn(given) }),
  }
}

/** As the SDK answers it, the age left aside: "valid", or the reason of its refusal. */
async function isSigned(scheme: Scheme, { headers, body, secret }: Given): Promise<string> {
  const options: VerifyOptions = { scheme, tolerance: Number.POSITIVE_INFINITY }
  try {
    await verifyWebhook(body, headers, secret, options)
    return 'valid'
  } catch (err) {
    if (!(err instanceof WebhookVerificationError)) throw err
    // Signed, but no event: the signature is what is asked for.
    return err.reason === 'bad_body' ? 'valid' : err.reason
  }
}

async function why(
  scheme: Scheme,
  reason: string,
  given: Given,
  valid: Readonly<Record<Scheme, boolean>>,
): Promise<readonly Cause[]> {
  const headers = needed[scheme].filter((name) => (given.headers[name] ?? '') === '')
  if (headers.length > 0) return [{ kind: 'missing_header', headers }]
  if (reason === 'bad_timestamp') return [{ kind: 'bad_timestamp' }]
  const signatures = (given.headers[signatureHeader[scheme]] ?? '').split(' ')
  const written = await howWritten(scheme, given, signatures)
  if (written !== undefined) return [written]
  const wanted = new Set(signatures.flatMap((text) => macOf(text) ?? []))
  const found = await search(wanted, candidates(scheme, given, ['whole']))
  if (found !== undefined) return found
  if (reason === 'bad_secret') return [{ kind: 'bad_secret' }]
  if (scheme === 'standard' && valid.body) return [{ kind: 'id_or_time' }]
  if (scheme === 'body' && valid.standard) return [{ kind: isRotating(given) ? 'rotation' : 'other_request' }]
  return [{ kind: 'no_match' }]
}

const isRotating = ({ headers }: Given) =>
  (headers['webhook-signature'] ?? '').split(' ').filter((text) => text.startsWith('v1,')).length > 1

/** The right signature, but not as the header has to write it. */
async function howWritten(scheme: Scheme, given: Given, signatures: readonly string[]): Promise<Cause | undefined> {
  const [right] = keysOf(scheme, given.secret)
  if (right === undefined) return undefined
  const mac = await hmac(right.bytes, signedBy(scheme, given, given.body, 'whole'))
  const expected = signatureText(scheme, mac)
  if (signatures.some((text) => macOf(text) === hexOf(mac))) return { kind: 'format', expected }
  const isCut = signatures.some((text) => text.length > 10 && expected.startsWith(text))
  return isCut ? { kind: 'cut_short' } : undefined
}

interface Candidate {
  causes: readonly Cause[]
  key: Bytes
  signed: () => Bytes
}

/** Other content that may have been signed: one deviation first, then two together. */
function candidates(scheme: Scheme, given: Given, contents: readonly ContentMistake[]): Candidate[] {
  const keys = keysOf(scheme, given.secret, given.previousSecret)
  const bodies = [{ change: undefined, text: given.body }, ...bodyVariants(given.body, given.sentBody)]
  const all = contents.flatMap((content) =>
    bodies.flatMap(({ change, text }) =>
      keys.map(({ mistake, bytes }) => ({
        causes: [
          ...(mistake === undefined ? [] : [{ kind: 'key' as const, mistake }]),
          ...(change === undefined ? [] : [{ kind: 'body' as const, change }]),
          ...(content === 'whole' ? [] : [{ kind: 'content' as const, mistake: content }]),
        ],
        key: bytes,
        signed: () => signedBy(scheme, given, text, content),
      })),
    ),
  )
  const few = all.filter(({ causes }) => causes.length <= 2)
  return few.sort((one, other) => one.causes.length - other.causes.length)
}

async function search(wanted: ReadonlySet<string>, all: readonly Candidate[]): Promise<readonly Cause[] | undefined> {
  if (wanted.size === 0) return undefined
  for (const { causes, key, signed } of all) if (wanted.has(hexOf(await hmac(key, signed())))) return causes
  return undefined
}

/** Explains a signature of the reader's own code, of either scheme: hex is more likely that of the body alone. */
async function whyOwn(given: Given): Promise<SchemeResult & { scheme: Scheme | undefined }> {
  const mac = macOf(given.ownSignature)
  const isHex = mac !== undefined && given.ownSignature.toLowerCase().includes(mac)
  for (const scheme of isHex ? schemes.toReversed() : schemes) {
    const contents = scheme === 'standard' ? (['whole', 'time_and_body', 'body_alone'] as const) : (['whole'] as const)
    const found = mac === undefined ? undefined : await search(new Set([mac]), candidates(scheme, given, contents))
    if (found === undefined) continue
    if (found.length > 0) return { scheme, isValid: false, causes: found }
    const expected = await rightSignature(scheme, given)
    const isValid = given.ownSignature.trim() === expected
    return { scheme, isValid, causes: isValid ? [] : [{ kind: 'format', expected }] }
  }
  return { scheme: undefined, isValid: false, causes: [{ kind: 'no_match' }] }
}

async function rightSignature(scheme: Scheme, given: Given): Promise<string> {
  const [right] = keysOf(scheme, given.secret)
  return right === undefined
    ? ''
    : signatureText(scheme, await hmac(right.bytes, signedBy(scheme, given, given.body, 'whole')))
}

function signedBy(scheme: Scheme, { headers }: Given, body: string, content: ContentMistake): Bytes {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '' } = headers
  if (scheme === 'body' || content === 'body_alone') return utf8.encode(body)
  return utf8.encode(content === 'whole' ? `${id}.${timestamp}.${body}` : `${timestamp}.${body}`)
}

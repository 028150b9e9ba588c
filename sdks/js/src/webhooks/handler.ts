import type { WebhookEvent } from '../gen/events.ts'
import { bodyIn, chunksOf, isStream } from './body.ts'
import type { HeadersLike } from './header.ts'
import { type WebhookReason, WebhookVerificationError } from './verification-error.ts'
import { type VerifyOptions, verifyWebhook } from './verify.ts'

export interface HandlerOptions extends VerifyOptions {
  /** Told of what the function threw, and of a mistake of the receiver. Default: console.error. */
  onError?: ((error: unknown) => void) | undefined
}

export interface Reply {
  status: number
  text: string
}

/**
 * Verifies, runs the function, and says what to answer: 204; 401 to a request that is not Plinth's; 500 if the function
 * throws or the signed body is no event, and Plinth sends the event again.
 */
export async function reply(
  read: () => Promise<string | Uint8Array | ArrayBuffer>,
  headers: HeadersLike,
  secret: string | readonly string[],
  work: (event: WebhookEvent) => unknown,
  { onError = report, ...options }: HandlerOptions,
): Promise<Reply> {
  try {
    await work(await verifyWebhook(await read(), headers, secret, options))
    return { status: 204, text: '' }
  } catch (err) {
    if (err instanceof WebhookVerificationError && !toBeTold.includes(err.reason))
      return { status: 401, text: err.reason }
    onError(err)
    return { status: 500, text: '' }
  }
}

/** Of a mistake, not of a forgery: the request may be Plinth's, and comes again. */
const toBeTold: readonly WebhookReason[] = ['not_raw', 'bad_secret', 'bad_body']

function report(error: unknown): void {
  const { console } = globalThis as unknown as { console: { error(error: unknown): void } }
  console.error(error)
}

interface FetchRequest {
  readonly headers: HeadersLike
  /** A stream, which is read no further than any body of Plinth. */
  readonly body?: unknown
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The Response of the runtime, whose types users have from the DOM or from Node.js. */
type FetchResponse = typeof globalThis extends { Response: { prototype: infer Answer } } ? Answer : never

/** A receiver for servers that take a Request and give a Response: Deno, Bun, workers, Next.js, Hono, … */
export function webhookHandler<Incoming extends FetchRequest>(
  secret: string | readonly string[],
  work: (event: WebhookEvent, request: Incoming) => unknown,
  options: HandlerOptions = {},
): (request: Incoming) => Promise<FetchResponse> {
  return async (request) => {
    const { status, text } = await reply(
      async () => (isStream(request.body) ? bodyIn(chunksOf(request.body)) : request.arrayBuffer()),
      request.headers,
      secret,
      (event) => work(event, request),
      options,
    )
    return new Response(status === 204 ? null : text, { status })
  }
}

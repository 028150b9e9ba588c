import type { WebhookEvent } from '../gen/events.ts'
import { type HandlerOptions, reply } from './handler.ts'
import { WebhookVerificationError } from './verification-error.ts'

interface NodeRequest extends AsyncIterable<Uint8Array | string> {
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly readableEnded: boolean
  readonly body?: unknown
}

interface NodeAnswer {
  statusCode: number
  end(text?: string): unknown
}

export type NodeWebhookHandler = (request: NodeRequest, answer: NodeAnswer) => Promise<void>

/**
 * A receiver for Node.js and Express. It reads the body itself, or takes the bytes of express.raw(); where a JSON parser
 * was first, it answers 500 and says so.
 */
export function nodeWebhookHandler(
  secret: string | readonly string[],
  work: (event: WebhookEvent) => unknown,
  options: HandlerOptions = {},
): NodeWebhookHandler {
  return async (request, answer) => {
    const { status, text } = await reply(() => bodyOf(request), request.headers, secret, work, options)
    answer.statusCode = status
    answer.end(text)
  }
}

async function bodyOf(request: NodeRequest): Promise<string | Uint8Array> {
  if (request.readableEnded || request.body instanceof Uint8Array) return request.body as Uint8Array
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    length += bytes.length
    if (length > bytesMax) throw new WebhookVerificationError('no_match', 'The body is larger than any of Plinth.')
    chunks.push(bytes)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return body
}

const bytesMax = 4 * 1024 * 1024

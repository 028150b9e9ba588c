import type { WebhookEvent } from '../gen/events.ts'
import { bodyIn } from './body.ts'
import { type HandlerOptions, reply } from './handler.ts'

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
  return bodyIn(request)
}

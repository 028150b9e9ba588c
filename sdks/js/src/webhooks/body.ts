import { WebhookVerificationError } from './verification-error.ts'

// More than any of Plinth: a stranger may send one without an end.
const bytesMax = 4 * 1024 * 1024

/** The bytes of a body. Rejects with `no_match` for more than Plinth ever sends, and reads no further. */
export async function bodyIn(chunks: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    length += bytes.length
    if (length > bytesMax) throw new WebhookVerificationError('no_match', 'The body is larger than any of Plinth.')
    parts.push(bytes)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    body.set(part, at)
    at += part.length
  }
  return body
}

interface Stream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
    cancel(): Promise<unknown>
  }
}

export const isStream = (body: unknown): body is Stream =>
  typeof (body as Partial<Stream> | null | undefined)?.getReader === 'function'

/** Not every runtime iterates over a stream. */
export async function* chunksOf(stream: Stream): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done || value === undefined) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

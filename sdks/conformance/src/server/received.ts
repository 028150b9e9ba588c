import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A request as it came. */
export interface Received {
  method: string
  /** Below the session's address, as sent. */
  target: string
  headers: IncomingHttpHeaders
  /** Undefined: it was not read. */
  body: Buffer | undefined
  /** Milliseconds of performance.now(). */
  at: number
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

import { IncomingMessage, type OutgoingHttpHeader, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (err?: unknown) => void) => void

/** The headers that a middleware gives the answer to this request; without one, to any. */
export function recordedHeaders(
  middleware: Middleware,
  req = new IncomingMessage(new Socket()),
): Readonly<Record<string, string>> {
  const res = new RecordingResponse(req)
  middleware(req, res, (err) => {
    if (err !== undefined) throw err
  })
  return res.recorded
}

class RecordingResponse extends ServerResponse {
  readonly recorded: Record<string, string> = {}

  override setHeader(name: string, value: OutgoingHttpHeader | readonly string[]): this {
    this.recorded[name] = String(value)
    return super.setHeader(name, value)
  }
}

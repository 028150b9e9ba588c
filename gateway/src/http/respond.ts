import type { Exchange } from './exchange.ts'

/** Sends a whole answer. `text` undefined is no body. */
export function respond({ res }: Exchange, status: number, text?: string, contentType = 'application/json'): void {
  if (res.headersSent || res.destroyed) return
  res.statusCode = status
  if (text === undefined) {
    res.end()
    return
  }
  const bytes = Buffer.from(text)
  res.setHeader('Content-Type', `${contentType}; charset=utf-8`)
  res.setHeader('Content-Length', bytes.length)
  res.end(bytes)
}

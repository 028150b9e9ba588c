import type { IncomingMessage } from 'node:http'
import { fail } from '../errors.ts'
import type { Exchange } from './exchange.ts'

export const bodyBytesMax = 1_048_576
// What is too large is read to its end and thrown away, up to here: a client that is still sending would otherwise
// meet a reset connection instead of the 413.
const discardBytesMax = 16 * bodyBytesMax

/** The whole body; its slowness is bounded by the server's requestTimeout. Throws PAYLOAD_TOO_LARGE. */
export async function receiveBody(exchange: Exchange): Promise<Buffer> {
  const { req, headers } = exchange
  // Most bodies come in one packet with their headers: nothing is left to wait for.
  const { chunks, bytes } = req.complete ? arrived(req) : await arriving(req)
  const [first, ...others] = chunks
  if (bytes <= bodyBytesMax) return first !== undefined && others.length === 0 ? first : Buffer.concat(chunks)
  if (bytes > discardBytesMax) headers.set('Connection', 'close')
  throw fail.tooLarge(bodyBytesMax)
}

interface Received {
  chunks: Buffer[]
  bytes: number
}

function arrived(req: IncomingMessage): Received {
  const whole: Buffer | null = req.read()
  return whole === null ? { chunks: [], bytes: 0 } : { chunks: [whole], bytes: whole.length }
}

function arriving(req: IncomingMessage): Promise<Received> {
  const received: Received = { chunks: [], bytes: 0 }
  return new Promise((resolve, reject) => {
    const leave = () => {
      req.off('data', take).off('end', end).off('error', broken).off('close', broken)
    }
    const end = () => {
      leave()
      resolve(received)
    }
    const take = (chunk: Buffer) => {
      received.bytes += chunk.length
      if (received.bytes <= bodyBytesMax) received.chunks.push(chunk)
      else received.chunks.length = 0
      if (received.bytes <= discardBytesMax) return
      req.pause()
      end()
    }
    const broken = (cause?: unknown) => {
      leave()
      // Whatever else the connection says of its end is said to nobody.
      req.on('error', () => undefined)
      reject(fail.malformed('The body did not arrive whole.', cause))
    }
    req.on('data', take).on('end', end).on('error', broken).on('close', broken)
    // Gone before anybody listened.
    if (req.destroyed) broken(req.errored)
  })
}

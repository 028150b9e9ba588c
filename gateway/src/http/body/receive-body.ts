import type { IncomingMessage } from 'node:http'
import { fail } from '../../errors.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'
import { giveBytes, leaveSlot, takeBytes, takeSlot } from '../context/slots.ts'

/** Memory limit for the bodies of requests in flight. */
export const bodyBytesInFlightMax = 67_108_864
/** Memory limit for requests without a key, which do not use that of the others. */
export const strangersBytesInFlightMax = 1_048_576
// A body that is too large is read and dropped up to this size: a client that is still sending would otherwise get a reset connection
// instead of the 413. Above this size the refusal is the last answer of the connection, and comes at once where the length says so.
const discardBytesMax = 16_777_216

/**
 * Reads the whole body. The requestTimeout of the server limits the time; a slow body holds no slot. Throws PAYLOAD_TOO_LARGE, or
 * SERVICE_UNAVAILABLE if the caller has no memory or no slot left.
 */
export async function receiveBody(request: ReceivedRequest, gateway: Gateway, bytesMax: number): Promise<Buffer> {
  const { req } = request
  const announced = Number(req.headers['content-length'] ?? 0)
  if (announced > discardBytesMax) throw tooLarge(request, announced, bytesMax)
  // Most bodies arrive in one packet with their headers, so there is no wait.
  const { chunks, bytes } = req.complete ? arrived(request, gateway) : await arriving(request, gateway, bytesMax)
  const [first, ...others] = chunks
  if (bytes <= bytesMax) return first !== undefined && others.length === 0 ? first : Buffer.concat(chunks)
  throw tooLarge(request, bytes, bytesMax)
}

function tooLarge({ headers }: ReceivedRequest, bytes: number, bytesMax: number): Error {
  if (bytes > discardBytesMax) headers.set('Connection', 'close')
  return fail.tooLarge(bytesMax)
}

interface Received {
  chunks: Buffer[]
  bytes: number
}

function arrived(request: ReceivedRequest, gateway: Gateway): Received {
  const whole: Buffer | null = request.req.read()
  if (whole === null) return { chunks: [], bytes: 0 }
  takeBytes(request, gateway, whole.length)
  return { chunks: [whole], bytes: whole.length }
}

async function arriving(request: ReceivedRequest, gateway: Gateway, bytesMax: number): Promise<Received> {
  leaveSlot(request, gateway)
  const received = await untilEnd(request.req, bytesMax, {
    keep: (bytes) => takeBytes(request, gateway, bytes),
    discard: () => giveBytes(request, gateway),
  })
  takeSlot(request, gateway)
  return received
}

function untilEnd(
  req: IncomingMessage,
  bytesMax: number,
  memory: { keep: (bytes: number) => void; discard: () => void },
): Promise<Received> {
  const received: Received = { chunks: [], bytes: 0 }
  return new Promise((resolve, reject) => {
    const leave = () => {
      req.off('data', take).off('end', end).off('error', broken).off('close', broken)
    }
    const end = () => {
      leave()
      resolve(received)
    }
    const refuse = (err: unknown) => {
      leave()
      // No listener is left for later errors of the connection; unhandled, they would end the process.
      req.on('error', () => undefined)
      reject(err)
    }
    const take = (chunk: Buffer) => {
      received.bytes += chunk.length
      if (received.bytes <= bytesMax) {
        try {
          memory.keep(chunk.length)
        } catch (err) {
          refuse(err)
          return
        }
        received.chunks.push(chunk)
        return
      }
      received.chunks.length = 0
      memory.discard()
      if (received.bytes <= discardBytesMax) return
      req.pause()
      end()
    }
    const broken = (cause?: unknown) => refuse(fail.malformed('The body is incomplete. Send the request again.', cause))
    req.on('data', take).on('end', end).on('error', broken).on('close', broken)
    // The connection ended before these listeners were added.
    if (req.destroyed) broken(req.errored)
  })
}

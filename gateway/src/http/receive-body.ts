import { fail } from '../errors.ts'
import type { Exchange } from './exchange.ts'

export const bodyBytesMax = 1_048_576
// What is too large is read to its end and thrown away, up to here: a client that is still sending would otherwise
// meet a reset connection instead of the 413.
const discardBytesMax = 16 * bodyBytesMax

/** The whole body; its slowness is bounded by the server's requestTimeout. Throws PAYLOAD_TOO_LARGE. */
export async function receiveBody({ req, headers }: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    const incoming: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false })
    for await (const chunk of incoming) {
      bytes += chunk.length
      if (bytes > discardBytesMax) break
      if (bytes <= bodyBytesMax) chunks.push(chunk)
      else chunks.length = 0
    }
  } catch (cause) {
    throw fail.malformed('The body did not arrive whole.', cause)
  }
  if (bytes <= bodyBytesMax) return Buffer.concat(chunks)
  if (bytes > discardBytesMax) headers['Connection'] = 'close'
  throw fail.tooLarge(bodyBytesMax)
}

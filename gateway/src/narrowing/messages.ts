import { z } from 'zod'

/** What gateways say to each other; everybody hears everything, its own words included. */
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('beat'), from: z.string(), beat: z.number() }),
  /** Forget everything, and say so. */
  z.object({ kind: z.literal('drop'), from: z.string(), round: z.number() }),
  /** It holds for all earlier rounds of the writer as well. */
  z.object({ kind: z.literal('dropped'), from: z.string(), writer: z.string(), round: z.number() }),
  /** The sender serves nobody any more. */
  z.object({ kind: z.literal('bye'), from: z.string() }),
])

export type Message = z.infer<typeof message>

export const narrowingSubject = 'plinth.narrowing'

export const encodeMessage = (said: Message): Uint8Array => new TextEncoder().encode(JSON.stringify(said))

/** Throws for what no gateway says. */
export const decodeMessage = (data: Uint8Array): Message => message.parse(JSON.parse(new TextDecoder().decode(data)))

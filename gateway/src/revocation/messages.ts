import { z } from 'zod'

/** Names of what was revoked; undefined: everything. */
export type Revoked = readonly string[] | undefined

/** Messages between gateways; each hears all messages, its own included. */
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('beat'), from: z.string(), beat: z.number() }),
  /** Forget what bears one of the names, or everything where there are none, and say so. Releases that know no names forget everything. */
  z.object({ kind: z.literal('drop'), from: z.string(), round: z.number(), only: z.array(z.string()).optional() }),
  z.object({ kind: z.literal('dropped'), from: z.string(), writer: z.string(), round: z.number() }),
  /** The sender serves no request any more. */
  z.object({ kind: z.literal('bye'), from: z.string() }),
])

export type Message = z.infer<typeof message>

// The subject and the messages' fields are those of earlier releases: gateways of two releases understand each other.
export const revocationSubject = 'plinth.narrowing'

export const encodeMessage = (said: Message): Uint8Array => new TextEncoder().encode(JSON.stringify(said))

/** Throws for what no gateway says. */
export const decodeMessage = (data: Uint8Array): Message => message.parse(JSON.parse(new TextDecoder().decode(data)))

// Server-Sent Events (WHATWG HTML §9.2).
import type { TailEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'

const [newLine, carriageReturn, space] = [0x0a, 0x0d, 0x20]

/** The reader's time before it connects again. */
export const opening = 'retry: 1000\n\n'

/** Sets the reader's last ID, and is no event. */
export const ping = (cursor: string): string => `: ping\nid: ${cursor}\n\n`

/** The events of a page: the bytes that an endpoint gets, in one line. */
export const framesOf = ({ events }: Pick<TailEventsResponse, 'events'>): Buffer =>
  Buffer.concat(
    events.flatMap(({ cursor, type, payload }) => [
      Buffer.from(`id: ${cursor}\nevent: ${type}\ndata: `),
      inOneLine(payload),
      Buffer.from('\n\n'),
    ]),
  )

/** In JSON a line break stands between tokens only, where a space says the same. */
function inOneLine(json: Buffer): Buffer {
  if (!json.includes(newLine) && !json.includes(carriageReturn)) return json
  return json.map((byte) => (byte === newLine || byte === carriageReturn ? space : byte)) as Buffer
}

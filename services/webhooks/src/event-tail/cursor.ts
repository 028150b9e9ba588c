import { z } from 'zod'
import { parsedJson } from '../json.ts'

/** Where a reader stopped, or begins. */
export type Cursor = Stored | Created

/** Among the events in the order in which they were stored. */
export interface Stored {
  kind: 'stored'
  /** Of the start of PostgreSQL in which it was given out; empty in a cursor of before there were tokens. */
  token: string
  /** Time of the database then, in ms: the reader had seen what was stored. */
  atMs: number
  position: string
  /** Of the last event of this position; empty: before all of them. */
  id: string
}

/** Among the events before a position, in the order in which they were created. */
export interface Created {
  kind: 'created'
  token: string
  /** Of the last event, in ms. */
  atMs: number
  /** The reader goes on among the stored ones from here. */
  until: string
  id: string
}

const ms = z.int().min(0).max(Date.UTC(9999, 0))
// Below 2^63.
const position = z.string().regex(/^[0-8]?\d{1,18}$/)
// A number was in its place, which two databases that were restored from one copy can share.
const token = z.union([z.uuid(), z.int().transform(() => '')])
const fields = z.tuple([z.enum(['s', 'c']), token, ms, position, z.string().regex(/^\w{0,60}$/)])

/** Opaque to readers: base64url. */
export function encodeCursor(cursor: Cursor): string {
  const at = cursor.kind === 'stored' ? cursor.position : cursor.until
  return Buffer.from(JSON.stringify([cursor.kind[0], cursor.token, cursor.atMs, at, cursor.id])).toString('base64url')
}

/** Undefined for text that encodeCursor did not make. */
export function decodeCursor(text: string): Cursor | undefined {
  if (!/^[\w-]{1,300}$/.test(text)) return undefined
  const parsed = fields.safeParse(parsedJson(Buffer.from(text, 'base64url')))
  if (!parsed.success) return undefined
  const [kind, token, atMs, at, id] = parsed.data
  return kind === 's'
    ? { kind: 'stored', token, atMs, position: at, id }
    : { kind: 'created', token, atMs, until: at, id }
}

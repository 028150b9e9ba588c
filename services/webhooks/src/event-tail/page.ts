import { type Created, type Cursor, encodeCursor, type Stored } from './cursor.ts'
import type { Scan, TailRow } from './store.ts'

export interface TailEvent {
  cursor: string
  type: string
  payload: Buffer
}

export interface TailPage {
  events: TailEvent[]
  /** Where to go on. */
  cursor: string
  isMore: boolean
  /** Events are committed that a transaction before them, which still runs, keeps from being shown. */
  isHeldBack: boolean
}

/** The page of a scan in the order of storing: events that no transaction which still runs can come before. */
export function storedPage({ state, rows, isFull }: Scan): TailPage {
  const at = (place: Pick<Stored, 'position' | 'id'>): Stored => ({
    ...{ kind: 'stored', token: state.token, atMs: state.at.getTime() },
    ...{ position: place.position, id: place.id },
  })
  const horizon = BigInt(state.horizon)
  const ended = rows.filter(({ position }) => BigInt(position) < horizon)
  const isHeldBack = ended.length < rows.length
  const { events, last, isCut } = taken(ended, at)
  if (last !== undefined && (isCut || (isFull && !isHeldBack)))
    return { events, cursor: encodeCursor(last), isMore: true, isHeldBack }
  // All before the horizon was looked at.
  return { events, cursor: encodeCursor(at({ position: state.horizon, id: '' })), isMore: false, isHeldBack }
}

/** The page of a scan in the order of creation, until all events before its position were shown. */
export function createdPage({ state, rows, isFull }: Scan, until: string): TailPage {
  const at = ({ createdAt, id }: Pick<TailRow, 'createdAt' | 'id'>): Created => ({
    ...{ kind: 'created', token: state.token, atMs: createdAt.getTime(), until, id },
  })
  const { events, last, isCut } = taken(rows, at)
  const stored: Stored = { kind: 'stored', token: state.token, atMs: state.at.getTime(), position: until, id: '' }
  const next = last !== undefined && (isCut || isFull) ? last : stored
  return { events, cursor: encodeCursor(next), isMore: true, isHeldBack: false }
}

/** The events up to the first one that has no place in this page, and the last row that was looked at. */
function taken<At extends Cursor>(rows: readonly TailRow[], at: (row: TailRow) => At) {
  const events: TailEvent[] = []
  let last: At | undefined
  for (const row of rows) {
    const { isShown, type, payload } = row
    if (isShown && payload === undefined) return { events, last, isCut: true }
    last = at(row)
    if (payload !== undefined) events.push({ cursor: encodeCursor(last), type, payload })
  }
  return { events, last, isCut: false }
}

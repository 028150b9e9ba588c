import { type Bus, BusStoresNothing } from '../../bus/bus.ts'
import type { Logger } from '../../log.ts'
import type { Database, OutboxRow } from '../database.ts'
import type { QueueStart } from '../queue-start.ts'
import type { Confirmations } from './confirmations.ts'
import type { LostStore } from './lost-store.ts'
import { publishRows } from './publish.ts'

interface Full {
  refused?: { ids: readonly string[]; reason: BusStoresNothing } | undefined
}

export interface SweepDeps {
  database: Database
  bus: Bus
  confirmations: Confirmations
  lostStore: LostStore
  /** Of the outbox; the sweeps share it. */
  start: QueueStart
  log: Logger
  /** Rows that the bus did not store, and why: they pause for some seconds, and fail again. The sweeps share it. */
  full?: Full
  /** Called with every batch that is published. */
  achieved?: () => void
}

const batchMax = 256
const pause = `interval '5 seconds'`

/** Publishes every due row once. Claims nothing while the bus is down, so that only unanswered publishes increase the delays. */
export async function publishDueRows(deps: SweepDeps): Promise<void> {
  const { database, start } = deps
  const keptSince = await deps.bus.keptSince()
  for (;;) {
    const isMore = await deps.lostStore.makeUp(keptSince)
    const rows = await claimDueRows(database, start)
    if (rows.length > 0) await publishClaimed(deps, rows)
    else await failWhilePaused(deps)
    deps.achieved?.()
    if (rows.length < batchMax && !isMore) return start.advance(database)
  }
}

// NOTE: a lost confirmation is repeated when the message passes JetStream's deduplication, 120 s after it was first
// sent. That is soon enough: the consumer has the event, no caller waits for its row, and another ID for the same event
// would save two publishes of the row, but every consumer would process it twice. From then on each publishing is one more copy
// in the stream, which holds the first for a day: the delays double up to an hour, so that a consumer that is away for long
// does not find the stream full of copies.
/** Claims rows by state, never by position: IDs are assigned before commit and become visible in any order. A claim sets the next due time. */
function claimDueRows(database: Database, start: QueueStart): Promise<OutboxRow[]> {
  return database.query<OutboxRow>({
    // Without a name, so planned for what is due now: a plan that was made while nothing waited reads all that waits, for each batch.
    text: `UPDATE outbox SET publish_count = publish_count + 1,
        next_publish_at = plinth_now() + least(3600, 5 * 2 ^ least(publish_count, 10)) * interval '1 second'
      WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE ${start.condition} AND next_publish_at <= plinth_now()
        ORDER BY next_publish_at LIMIT ${batchMax} FOR UPDATE SKIP LOCKED))
      RETURNING id, subject, payload, traceparent, created_at, awaiting`,
    values: [start.from],
  })
}

async function publishClaimed(deps: SweepDeps, rows: readonly OutboxRow[]): Promise<void> {
  const { bus, confirmations, log, full } = deps
  try {
    await publishRows(bus, confirmations, rows)
    if (full !== undefined) full.refused = undefined
  } catch (err) {
    if (err instanceof BusStoresNothing) return giveBack(deps, rows, err)
    // Distinguishes a failing bus from one message that it never accepts, which must not block the others.
    await bus.ready()
    log.warn({ err, events: rows.length }, 'publishing a batch of events failed; publishing them one by one')
    for (const [at, row] of rows.entries()) {
      const refusal = await publishAlone(deps, row)
      if (refusal !== undefined) return giveBack(deps, rows.slice(at), refusal)
    }
  }
}

/** Resolves to the reason why no other row need be tried. */
async function publishAlone({ bus, confirmations, log }: SweepDeps, row: OutboxRow) {
  try {
    await publishRows(bus, confirmations, [row])
  } catch (err) {
    if (err instanceof BusStoresNothing) return err
    log.error({ err, event: row.id, subject: row.subject }, 'publishing an event failed; the next sweep retries it')
  }
  return undefined
}

/** Rejects while rows pause that the bus did not store: a sweep that finds none due in that time has done nothing. */
async function failWhilePaused({ database, full }: SweepDeps): Promise<void> {
  if (full?.refused === undefined) return
  const { ids, reason } = full.refused
  const paused = await database.query({
    text: `SELECT FROM outbox WHERE id = ANY ($1) AND next_publish_at <= plinth_now() + ${pause} LIMIT 1`,
    values: [ids],
  })
  if (paused.length > 0) throw reason
  full.refused = undefined
}

/** Undoes a claim, but for a pause, so that what waits is published within seconds once the bus has room. Rejects with the reason. */
async function giveBack(
  { database, full }: SweepDeps,
  rows: readonly OutboxRow[],
  reason: BusStoresNothing,
): Promise<never> {
  const ids = rows.map(({ id }) => id)
  await database.query({
    text: `UPDATE outbox SET publish_count = greatest(1, publish_count - 1), next_publish_at = plinth_now() + ${pause}
      WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE id = ANY ($1) ORDER BY id FOR UPDATE))`,
    values: [ids],
  })
  if (full !== undefined) full.refused = { ids, reason }
  throw reason
}

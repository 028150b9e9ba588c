import type { Bus } from '../../bus/bus.ts'
import type { Logger } from '../../log.ts'
import type { Database, OutboxRow } from '../database.ts'
import type { Confirmations } from './confirmations.ts'
import { publishRows } from './publish.ts'

export interface SweepDeps {
  database: Database
  bus: Bus
  confirmations: Confirmations
  log: Logger
  /** Called with every batch that is published. */
  achieved?: () => void
}

const batchMax = 256

/** Publishes every due row once. While the bus is away nothing is claimed: the delays grow only with unanswered publishing. */
export async function publishDueRows(deps: SweepDeps): Promise<void> {
  await deps.bus.ready()
  for (;;) {
    const rows = await claimDueRows(deps.database)
    if (rows.length > 0) await publishClaimed(deps, rows)
    deps.achieved?.()
    if (rows.length < batchMax) return
  }
}

// NOTE: a confirmation that was lost is given again when the message gets past JetStream's deduplication, 120 s after it was
// sent first. That is soon enough: the consumer has the event, nobody waits for its row, and another id for the same event
// would spare the row two publishings at the price of having every consumer take it twice.
/** By state, never by position: ids are given before commit and become visible in any order. A claim is the next due time. */
function claimDueRows(database: Database): Promise<OutboxRow[]> {
  return database.query<OutboxRow>({
    name: 'outbox_claim',
    text: `UPDATE outbox SET publish_count = publish_count + 1,
        next_publish_at = plinth_now() + least(60, 5 * 2 ^ least(publish_count, 4)) * interval '1 second'
      WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE next_publish_at <= plinth_now()
        ORDER BY next_publish_at LIMIT ${batchMax} FOR UPDATE SKIP LOCKED))
      RETURNING id, subject, payload, traceparent, created_at, awaiting`,
  })
}

async function publishClaimed(deps: SweepDeps, rows: readonly OutboxRow[]): Promise<void> {
  const { bus, confirmations, log } = deps
  try {
    await publishRows(bus, confirmations, rows)
  } catch (err) {
    // Is it the bus, or one message that it will never take and that must not hold up the others?
    await bus.ready()
    log.warn({ err, events: rows.length }, 'publishing a batch of events failed; publishing them one by one')
    for (const row of rows) await publishAlone(deps, row)
  }
}

async function publishAlone({ bus, confirmations, log }: SweepDeps, row: OutboxRow): Promise<void> {
  await publishRows(bus, confirmations, [row]).catch((err: unknown) =>
    log.error({ err, event: row.id, subject: row.subject }, 'publishing an event failed; the next sweep retries it'),
  )
}

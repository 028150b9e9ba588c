import { SystemClock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { openLog } from '@plinth/kit/log'
import { testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import type { IncomingEvent } from '../../services/webhooks/src/events/event.ts'
import { storeEvents } from '../../services/webhooks/src/fan-out/fan-out.ts'
import { Rosters } from '../../services/webhooks/src/fan-out/rosters.ts'
import { startPartitions } from '../../services/webhooks/src/partitions/partitions.ts'
import type { Variant } from '../load/variant.ts'
import { compare, type Effort, type Row } from '../report/comparison.ts'
import { openBenchDatabase } from './harness.ts'

const clock = new SystemClock()
const log = openLog({ level: 'error', name: 'bench' })
const perTransaction = 50
const few = 10
// One and a half times the cost.
const goal = { atLeast: 1 / 1.5 }

/** Events of a workspace with many endpoints, of which one takes each event, beside those of one with a few. */
export async function matching(endpoints: number, effort: Effort): Promise<Row[]> {
  const { url, drop } = await testDatabase(webhooks.migrations)
  const database = openBenchDatabase(url, 4)
  const partitions = await startPartitions({ database, clock, log })
  try {
    const deps = { partitions, rosters: new Rosters(), defaultSchedule: [0], shard: 0 }
    const variant = async (count: number): Promise<Variant> => {
      const workspaceId = newId('wks', clock)
      await addEndpoints(database, workspaceId, count)
      return {
        name: `${count.toLocaleString('en')} endpoints`,
        measure: async (seconds) => {
          const startedMs = performance.now()
          let stored = 0
          do {
            const events = Array.from({ length: perTransaction }, (_, at) => eventOf(workspaceId, at))
            const { deliveries: made } = await database.transaction(async (tx) =>
              storeEvents(tx, events, await deps.rosters.read(tx, [workspaceId]), deps),
            )
            if (made !== perTransaction) throw new Error(`${made} deliveries of ${perTransaction} events`)
            stored += perTransaction
          } while (performance.now() - startedMs < seconds * 1_000)
          return { perSecond: (stored * 1_000) / (performance.now() - startedMs), failed: 0 }
        },
      }
    }
    const [ours, floor] = [await variant(endpoints), await variant(few)]
    const what = `events stored, ${endpoints.toLocaleString('en')} endpoints, one takes each`
    return await compare([{ what, ours, floor, goal }], effort)
  } finally {
    await partitions.stop()
    await database.close()
    await drop()
  }
}

/** A fourth each is told apart by type, namespace, channel and filter. */
async function addEndpoints(database: Database, workspaceId: string, count: number): Promise<void> {
  await database.query({
    text: `WITH made AS (
        INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
          disabled_reason, namespace_ids, channels, filter)
        SELECT 'wh_' || $1 || n, $1, '', ARRAY[CASE n % 4 WHEN 0 THEN 'type' || n ELSE 'bench' END || '.made'], '', '{}', true, '{}', '', '',
          CASE n % 4 WHEN 1 THEN ARRAY['ns_' || n] ELSE '{}' END, CASE n % 4 WHEN 2 THEN ARRAY['channel' || n] ELSE '{}' END,
          CASE n % 4 WHEN 3 THEN jsonb_build_object('customer', n::text) END
        FROM generate_series(4, 3 + $2::int) AS n
        RETURNING id
      )
      INSERT INTO endpoint_state (endpoint_id, workspace_id) SELECT id, $1 FROM made`,
    values: [workspaceId, count],
  })
}

/** Taken in turn by an endpoint of each kind, by no other. */
function eventOf(workspaceId: string, at: number): IncomingEvent {
  const kind = at % 4
  return {
    id: newId('evt', clock),
    type: kind === 0 ? 'type4.made' : 'bench.made',
    workspaceId,
    namespaceId: kind === 1 ? 'ns_5' : '',
    createdAt: clock.now(),
    objectId: '',
    objectType: '',
    attributesJson: '',
    channels: kind === 2 ? ['channel6'] : [],
    data: Buffer.from(JSON.stringify({ customer: kind === 3 ? '7' : '0', text: 'x'.repeat(400) })),
  }
}

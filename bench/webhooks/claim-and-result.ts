import { dayOf } from '@plinth/kit/days'
import { testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { Client } from 'pg'
import { makePartitions } from '../../services/webhooks/src/partitions/store.ts'
import type { Variant } from '../load/variant.ts'
import { queueUp } from './fill.ts'
import { openBenchDatabase } from './harness.ts'

const connections = 4
const batch = 50
const queuedPerSecond = 20_000

/** Deliveries per second of PostgreSQL alone: it claims and writes results, on the same tables with the same durability. */
export const claimAndResult: Variant = {
  name: `PostgreSQL alone, claim and result in batches of ${batch}`,
  measure: async (seconds) => {
    const { url, drop } = await testDatabase(webhooks.migrations)
    const database = openBenchDatabase(url, 1)
    try {
      await makePartitions(database, [dayOf(new Date())])
      const workspace = { workspaceId: 'wks_alone', endpointId: 'wh_alone' }
      // Its figure does not change with a longer run, and every delivery of one has to be made first.
      const ms = Math.min(seconds, 5) * 1_000
      await queueUp(database, workspace, Math.ceil((ms / 1_000) * queuedPerSecond))
      const startedMs = performance.now()
      const counts = await Promise.all(
        Array.from({ length: connections }, () => work(url, workspace.endpointId, startedMs + ms)),
      )
      const count = counts.reduce((sum, one) => sum + one, 0)
      return { perSecond: (count * 1_000) / (performance.now() - startedMs), failed: 0 }
    } finally {
      await database.close()
      await drop()
    }
  },
}

async function work(url: string, endpointId: string, until: number): Promise<number> {
  const client = new Client({
    connectionString: url,
    options: '-c jit=off -c enable_seqscan=off -c enable_bitmapscan=off',
  })
  await client.connect()
  let count = 0
  do {
    const claimed = await client.query<{ delivery_id: string; event_day: string }>({
      name: 'claim',
      text: `WITH claimed AS (
          UPDATE delivery_due SET attempt_no = attempt_no + 1, lease_token = gen_random_uuid(), lease_until = now() + interval '20 s'
          WHERE delivery_id = ANY (ARRAY(SELECT delivery_id FROM delivery_due
            WHERE endpoint_id = $1 AND lease_token IS NULL AND held_at IS NULL AND next_at <= now()
            ORDER BY next_at LIMIT ${batch} FOR UPDATE SKIP LOCKED))
          RETURNING delivery_id, event_day, event_id
        )
        SELECT c.delivery_id, c.event_day::text, e.payload FROM claimed c
        CROSS JOIN LATERAL (SELECT payload FROM event WHERE event_day = c.event_day AND id = c.event_id OFFSET 0) e`,
      values: [endpointId],
    })
    if (claimed.rows.length === 0) break
    await client.query({
      name: 'result',
      text: `WITH gone AS (DELETE FROM delivery_due WHERE delivery_id = ANY ($1) RETURNING event_day, delivery_id),
        shown AS (UPDATE delivery SET status = 'success', attempts = 1, status_code = 200, delivered_at = now()
          WHERE event_day = $2::date AND id = ANY ($1))
        INSERT INTO attempt SELECT event_day, delivery_id, 1, 'schedule', 'ok', 200, '{}', '', '', now(), 0, 0, 0, 0, 1, 1 FROM gone`,
      values: [claimed.rows.map((row) => row.delivery_id), claimed.rows[0]?.event_day],
    })
    count += claimed.rows.length
  } while (performance.now() < until)
  await client.end()
  return count
}

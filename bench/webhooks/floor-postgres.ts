import { Client } from 'pg'
import { makePartitions } from '../../services/webhooks/src/partitions/store.ts'
import { queueUp } from './fill.ts'
import type { Rig } from './rig.ts'

const connections = 4
const batch = 50

/**
 * What PostgreSQL does alone when it only claims and writes results, by hand and nothing more, on the same tables with
 * the same durability: deliveries per second.
 */
export async function barePostgres(rig: Rig, seconds: number): Promise<number> {
  const floor = await rig.newDatabase('plinth_floor')
  const aside = { workspaceId: 'wks_aside', endpointIds: ['wh_aside'] }
  await makePartitions(floor.database, [new Date().toISOString().slice(0, 10)])
  await queueUp(floor.database, aside, seconds * 40_000)
  const until = performance.now() + seconds * 1_000
  const counts = await Promise.all(Array.from({ length: connections }, () => work(floor.url, 'wh_aside', until)))
  await floor.drop()
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}

async function work(url: string, endpointId: string, until: number): Promise<number> {
  const client = new Client({
    connectionString: url,
    options: '-c jit=off -c enable_seqscan=off -c enable_bitmapscan=off',
  })
  await client.connect()
  let count = 0
  while (performance.now() < until) {
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
  }
  await client.end()
  return count
}

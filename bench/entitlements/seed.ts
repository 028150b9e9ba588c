import { Client } from 'pg'

export interface Seed {
  /** Who owns the seeded namespaces: each has the business package, a balance and a share of the records. */
  workspaceId: string
  namespaces: number
  records: number
}

const days = 10

/** Everything that POST …/entitlements would have made in ten days, as fast as SQL makes it. */
export async function seedLedger(database: string, { workspaceId, namespaces, records }: Seed): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    await client.query(
      `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
        SELECT 'ns_seeded' || n, gen_random_uuid(), 'Seeded', 'seeded-' || n, 'Workspace', $1, $1, '{}', '{}', '{}', false, true
        FROM generate_series(1, $2::int) n`,
      [workspaceId, namespaces],
    )
    await client.query(
      `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor)
        SELECT 'seeded' || n, 'ns_seeded' || n, p.id, 'active', plinth_now(), date_trunc('month', plinth_now())
        FROM generate_series(1, $1::int) n, package p WHERE p.code = 'business'`,
      [namespaces],
    )
    await client.query(
      `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted)
        SELECT 'ns_seeded' || n, 'api_calls', 'monthly', date_trunc('month', plinth_now()), $2::int / $1::int, 0, 0
        FROM generate_series(1, $1::int) n`,
      [namespaces, records],
    )
    await client.query(
      `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted)
        SELECT 'pgbench' || n, 'api_calls', 'none', 'epoch', 0, 0, 0 FROM generate_series(1, 1000) n`,
    )
    for (let ago = 0; ago < days; ago++) {
      await makePartition(client, ago)
      await client.query(
        `INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity,
            event_id, reservation_id, actor_id, metadata, recorded_at)
          SELECT (at AT TIME ZONE 'UTC')::date, 'seeded' || $1 || '_' || n, owner, 'api_calls', owner, 'api_calls', 'monthly',
            date_trunc('month', plinth_now()), date_trunc('hour', at), 1, '', '', 'usr_seeded', '{}', at
          FROM generate_series(1, $2::int) n,
            LATERAL (SELECT 'ns_seeded' || (1 + (n::bigint * 7919) % $3::int), plinth_now() - $1 * interval '1 day') AS t (owner, at)`,
        [ago, Math.round(records / days), namespaces],
      )
    }
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

async function makePartition(client: Client, ago: number): Promise<void> {
  const day = new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  await client.query(
    `CREATE TABLE IF NOT EXISTS "usage_record_${day.replaceAll('-', '')}" PARTITION OF usage_record FOR VALUES FROM ('${day}') TO ('${next}')`,
  )
}

import { dayAfter, dayOf } from '@plinth/kit/days'
import { Client } from 'pg'

interface Seed {
  namespaces: number
  /** Of usage, of ten days. */
  records: number
}

export const seededWorkspaceId = 'wks_ledger'
const days = 10
const balances = 1_000

/** A thousand of them, from all over. */
export const seededNamespaceIds = (namespaces: number): string[] =>
  Array.from({ length: balances }, (_, at) => `ns_seeded${1 + Math.floor((at * namespaces) / balances)}`)

/** A workspace whose namespaces have a plan, a balance and a share of the records each, as fast as SQL makes them. */
export async function seedLedger(database: string, { namespaces, records }: Seed): Promise<void> {
  await withClient(database, async (client) => {
    await client.query('BEGIN')
    // Without triggers, row by row.
    await client.query('SET LOCAL session_replication_role = replica')
    await seedOwners(client, namespaces)
    await seedBalances(client, namespaces, Math.floor(records / namespaces))
    await client.query('COMMIT')
    for (let ago = 0; ago < days; ago++) await seedDay(client, ago, Math.floor(records / days), namespaces)
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
  })
}

/** Lets a user use the seeded namespaces. */
export async function joinSeeded(database: string, userId: string): Promise<void> {
  await withClient(database, (client) =>
    client.query(`INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, 'member')`, [
      seededWorkspaceId,
      userId,
    ]),
  )
}

async function seedOwners(client: Client, namespaces: number): Promise<void> {
  await client.query(
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, foreign_keys)
      VALUES ($1, 'Ledger', 'ledger', 'business', 'active', '{}', '{}', '{}', 'allow')`,
    [seededWorkspaceId],
  )
  await client.query(
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT 'ns_seeded' || n, gen_random_uuid(), 'Seeded', 'seeded-' || n, 'Workspace', $1, $1, '{}', '{}', '{}', false, true
      FROM generate_series(1, $2::int) n`,
    [seededWorkspaceId, namespaces],
  )
  await client.query(
    `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor)
      SELECT 'seeded' || n, 'ns_seeded' || n, p.id, 'active', plinth_now(), date_trunc('month', plinth_now())
      FROM generate_series(1, $1::int) n, package p WHERE p.code = 'business'`,
    [namespaces],
  )
}

async function seedBalances(client: Client, namespaces: number, used: number): Promise<void> {
  await client.query(
    `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted)
      SELECT 'ns_seeded' || n, 'api_calls', 'monthly', date_trunc('month', plinth_now()), $2::int, 0, 0
      FROM generate_series(1, $1::int) n`,
    [namespaces, used],
  )
  await client.query(
    `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted)
      SELECT 'pgbench' || n, 'api_calls', 'none', 'epoch', 0, 0, 0 FROM generate_series(1, $1::int) n`,
    [balances],
  )
}

async function seedDay(client: Client, ago: number, records: number, namespaces: number): Promise<void> {
  const day = dayAgo(ago)
  await client.query(
    `CREATE TABLE IF NOT EXISTS "usage_record_${day.replaceAll('-', '')}" PARTITION OF usage_record
      FOR VALUES FROM ('${day}') TO ('${dayAgo(ago - 1)}')`,
  )
  await client.query(
    `INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity,
        event_id, reservation_id, actor_id, metadata, recorded_at)
      SELECT $1::date, 'seeded' || $1 || '_' || n, owner, 'api_calls', owner, 'api_calls', 'monthly',
        date_trunc('month', plinth_now()), $1::timestamptz, 1, '', '', 'usr_seeded', '{}', $1::timestamptz
      FROM generate_series(1, $2::int) n, LATERAL (SELECT 'ns_seeded' || (1 + (n::bigint * 7919) % $3::int)) AS t (owner)`,
    [day, records, namespaces],
  )
}

const dayAgo = (days: number) => dayAfter(dayOf(new Date()), -days)

async function withClient(database: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

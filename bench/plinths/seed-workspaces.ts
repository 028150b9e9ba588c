import { Client } from 'pg'

interface Seed {
  rows: number
  /** Of them the owner's, spread evenly. */
  ownRows: number
  ownerId: string
  /** Share the rest. */
  otherIds: readonly string[]
}

/** Workspaces with an owner each, one older than the next by a second, as fast as SQL makes them. */
export async function seedWorkspaces(database: string, { rows, ownRows, ownerId, otherIds }: Seed): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    // Without triggers, row by row: what they would have filled in is given.
    await client.query('BEGIN; SET LOCAL session_replication_role = replica')
    await client.query(
      `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, created_at, updated_at)
        SELECT 'wks_seeded' || n, 'Acme ' || md5(n::text), 'seeded-' || n, 'free',
          CASE WHEN n % 10 = 9 THEN 'suspended' ELSE 'active' END, '{}', '{seeded}', '{}', moment, moment
        FROM generate_series(0, $1::int - 1) n, LATERAL (SELECT plinth_now() - n * interval '1 s') AS t (moment)`,
      [rows],
    )
    await client.query(
      `INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier,
          workspace_status, workspace_created_at)
        SELECT w.id, CASE WHEN n % $2::int = 0 THEN $3 ELSE ($4::text[])[1 + n % cardinality($4::text[])] END, 'owner',
          w.name, w.slug, w.tier, w.status, w.created_at
        FROM generate_series(0, $1::int - 1) n JOIN workspace w ON w.id = 'wks_seeded' || n`,
      [rows, Math.max(1, Math.floor(rows / ownRows)), ownerId, otherIds],
    )
    await client.query(
      `INSERT INTO workspace_tally SELECT status, tier, count(*) FROM workspace WHERE id LIKE 'wks\\_seeded%' GROUP BY status, tier`,
    )
    await client.query('COMMIT')
    await client.query('VACUUM ANALYZE workspace, membership')
  } finally {
    await client.end()
  }
}

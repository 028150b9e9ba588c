// The totals of operators' lists are sums of changes: whatever runs at once, dies or is undone, they equal a count.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, sqlState } from '@plinth/kit/db'
import { compactRowCounts } from '../src/row-counts/compact.ts'
import { startTenancy } from './tenancy.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const writers = 6
const changesEach = Number(process.env['CHANGES'] ?? 150)

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
})

/** mulberry32 */
function random(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const changes = [
  `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
    SELECT 'wks_' || $1 || n, 'w', 's' || $1 || n, CASE WHEN n % 2 = 0 THEN 'free' ELSE 'pro' END, 'active', '{}', '{}', '{}'
    FROM generate_series(1, 1 + length($1) % 3) n`,
  `INSERT INTO membership (workspace_id, user_id, role)
    SELECT id, 'usr_' || right($1, 1), 'owner' FROM workspace ORDER BY random() LIMIT 2 ON CONFLICT DO NOTHING`,
  `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, settings, tags, metadata, is_default, is_active)
    SELECT 'ns_' || $1, gen_random_uuid(), 'n', 's' || $1, 'Workspace', id, '{}', '{}', '{}', false, true
    FROM workspace WHERE deleted_at IS NULL ORDER BY random() LIMIT 1 FOR SHARE`,
  `UPDATE namespace SET is_active = NOT is_active, name = $1 WHERE id = (SELECT id FROM namespace ORDER BY random() LIMIT 1)`,
  `UPDATE workspace SET name = $1, status = CASE status WHEN 'active' THEN 'suspended' ELSE 'active' END
    WHERE id = (SELECT id FROM workspace ORDER BY random() LIMIT 1)`,
  `UPDATE workspace SET tier = 'business', settings = jsonb_build_object('by', $1::text) WHERE id = (SELECT id FROM workspace ORDER BY random() LIMIT 1)`,
  `UPDATE workspace SET deleted_at = plinth_now(), settings = jsonb_build_object('by', $1::text)
    WHERE id = (SELECT id FROM workspace WHERE deleted_at IS NULL ORDER BY random() LIMIT 1)`,
  `DELETE FROM namespace WHERE id = (SELECT id FROM namespace WHERE $1 <> '' ORDER BY random() LIMIT 1)`,
]

/** Transactions of one to three changes, until all are done and have been looked at; some are undone, some lose their connection in the middle. */
async function write(writer: number, haveSeen: () => boolean): Promise<void> {
  const chance = random(seed * 100 + writer)
  let client = await database.pool.connect()
  for (let change = 0; change < changesEach || !haveSeen(); change++) {
    await client.query('BEGIN')
    try {
      for (let statement = 0; statement <= chance() * 3; statement++) {
        const text = changes[Math.floor(chance() * changes.length)] ?? ''
        await client.query(text, [`${writer}_${change}_${statement}_`])
      }
      const end = chance()
      if (end < 0.1) {
        await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined)
        client.release(true)
        client = await database.pool.connect()
      } else await client.query(end < 0.3 ? 'ROLLBACK' : 'COMMIT')
    } catch (err) {
      // Two that want each other's rows: one of them is undone.
      if (sqlState(err) !== '40P01') throw err
      await client.query('ROLLBACK')
    }
  }
  client.release()
}

const differences = () =>
  database.query({
    text: `SELECT * FROM (SELECT status, tier, sum(change)::bigint AS total FROM workspace_tally GROUP BY 1, 2) AS told
        FULL JOIN (SELECT status, tier, count(*) AS total FROM workspace WHERE deleted_at IS NULL GROUP BY 1, 2) AS counted
        USING (status, tier) WHERE coalesce(told.total, 0) <> coalesce(counted.total, 0)`,
  })
const namespaceDifferences = () =>
  database.query({
    text: `SELECT * FROM (SELECT owner_type, is_active, sum(change)::bigint AS total FROM namespace_tally GROUP BY 1, 2) AS told
        FULL JOIN (SELECT owner_type, is_active, count(*) AS total FROM namespace WHERE deleted_at IS NULL GROUP BY 1, 2) AS counted
        USING (owner_type, is_active) WHERE coalesce(told.total, 0) <> coalesce(counted.total, 0)`,
  })
const staleCopies = () =>
  database.query({
    text: `SELECT m.workspace_id FROM membership m LEFT JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
      WHERE (m.workspace_name, m.workspace_slug, m.workspace_tier, m.workspace_status, m.workspace_created_at)
        IS DISTINCT FROM (w.name, w.slug, w.tier, w.status, w.created_at)`,
  })

describe(`totals and copies under ${writers} writers with ${changesEach} transactions each (SEED=${seed})`, () => {
  it('equal a count at every moment, while two fold at once', async () => {
    let hasEnded = false
    let looks = 0
    const look = async () => {
      while (!hasEnded) {
        assert.deepEqual(await differences(), [])
        assert.deepEqual(await namespaceDifferences(), [])
        assert.deepEqual(await staleCopies(), [])
        looks++
      }
    }
    const foldAlways = async () => {
      while (!hasEnded) await compactRowCounts(database, 5)
    }
    const haveSeen = () => looks > 3
    const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer, haveSeen))).finally(() => {
      hasEnded = true
    })
    await Promise.all([writing, look(), foldAlways(), foldAlways()])
    assert.deepEqual(await differences(), [])
    assert.deepEqual(await namespaceDifferences(), [])
    assert.deepEqual(await staleCopies(), [])
    const [left] = await database.query<{ living: number }>({
      text: 'SELECT count(*) AS living FROM namespace n JOIN workspace w ON w.id = n.owner_id WHERE n.deleted_at IS NULL AND w.deleted_at IS NOT NULL',
    })
    assert.equal(left?.living, 0)
  })
})

describe('a tally', () => {
  it('is folded to one row per group', async () => {
    await compactRowCounts(database, 0)
    const rows = await database.query({
      text: 'SELECT status, tier FROM workspace_tally GROUP BY status, tier HAVING count(*) > 1 OR sum(change) = 0',
    })
    assert.deepEqual(rows, [])
  })

  it('gets two rows when a row moves from one total to another, and none when it stays in its own', async () => {
    for (const insert of changes.filter((text) => /^INSERT INTO (workspace|namespace) /.test(text)))
      await database.query({ text: insert, values: ['moves_'] })
    for (const [table, id, move] of [
      ['workspace', 'wks_moves_1', "status = 'suspended'"],
      ['namespace', 'ns_moves_', 'is_active = NOT is_active'],
    ]) {
      // Too few for a compaction of the service itself.
      const rows = () => database.query({ text: `SELECT change FROM ${table}_tally` })
      const before = (await rows()).length
      await database.query({ text: `UPDATE ${table} SET name = 'renamed' WHERE id = '${id}'` })
      assert.equal((await rows()).length, before, table)
      await database.query({ text: `UPDATE ${table} SET ${move} WHERE id = '${id}'` })
      assert.equal((await rows()).length, before + 2, table)
    }
  })

  it('refuses what would empty its table unnoticed', async () => {
    await assert.rejects(database.pool.query('TRUNCATE workspace CASCADE'), /is counted: delete its rows/)
  })
})

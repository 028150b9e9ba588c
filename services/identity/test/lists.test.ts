// A seeded table stands for a large one: PostgreSQL knows from its statistics what is rare, and plans as it would for a million.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { examineList } from '@plinth/testkit'
import { apiKeysOf } from '../src/api-keys/store.ts'
import { usersAmong } from '../src/users/store.ts'
import { startIdentity } from './identity.ts'

const rows = 20_000
/** A workspace's own: members or keys. */
const own = 200
const rowsMax = 2 * own
const times = ['2026-01-01T05:30:00Z', '2026-01-01T02:46:40Z', '2026-01-01T00:01:00Z']

let database: Database
before(async () => {
  database = (await startIdentity()).part.database
  await database.pool.query(`
    INSERT INTO "user" (id, name, email, email_folded, tier, created_at, updated_at)
      SELECT 'usr_' || n, 'Ada ' || md5(n::text), n || '@example.com', n || '@example.com',
        CASE WHEN n % 3 = 0 THEN 'pro' ELSE 'free' END, moment, moment
      FROM generate_series(0, ${rows - 1}) n, LATERAL (SELECT '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 s') AS t (moment);
    INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes, rate_limit_tier,
        allowed_ips, expires_at, created_at)
      SELECT 'key_' || n, 'l' || n, '', 'sk_live_' || n, 'wks_' || n % ${rows / own}, 'usr_' || n, false, 'Key ' || n,
        '{*}', 'free', '{}', moment, moment
      FROM generate_series(0, ${rows - 1}) n, LATERAL (SELECT '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 s') AS t (moment);
  `)
  for (const table of ['"user"', 'api_key']) await database.pool.query(`VACUUM ANALYZE ${table}`)
})

describe(`a first page reads no more than what a workspace has, of ${rows} rows, in every order and under every filter`, () => {
  it('users', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => `usr_${(at * rows) / 20}`)
    const samples = {
      ...{ name: ['Ada'], email: ['100@example.com'], tier: ['free', 'none'], created_at: times, updated_at: times },
      status: ['active', 'suspended'],
      search: ['ada'],
    }
    assert.deepEqual(await examineList(database, { source: usersAmong(ids), samples, rowsMax }), [])
  })

  it('API keys', async () => {
    const samples = {
      ...{
        name: ['Key 7'],
        user_id: ['usr_7'],
        rate_limit_tier: ['free', 'pro'],
        created_at: times,
        expires_at: times,
      },
      search: ['key'],
    }
    assert.deepEqual(await examineList(database, { source: apiKeysOf('wks_7'), samples, rowsMax }), [])
  })
})

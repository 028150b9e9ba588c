// Many live sessions, of as many users: a page of them reads its own.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { explaining, fill } from '@plinth/testkit'
import { pageSessions } from '../src/sessions/store.ts'
import { startIdentity } from './identity.ts'

const live = 20_000

let database: Database
before(async () => {
  database = (await startIdentity()).part.database
  await fill(database, [
    `INSERT INTO "user" (id, name, email, email_folded, tier)
      SELECT 'usr_' || n, 'Ada', n || '@example.com', n || '@example.com', 'free' FROM generate_series(1, ${live}) n`,
    `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes, rate_limit_tier, allowed_ips)
      SELECT 'key_' || n, 'l' || n, '', 'p', 'wks_' || n, 'usr_' || n, false, 'k', '{}', 'free', '{}' FROM generate_series(1, ${live}) n`,
    `INSERT INTO session (id, token_hash, key_id, created_at, last_used_at, expires_at)
      SELECT 'ses_' || n, n::text::bytea, 'key_' || n, plinth_now() - n * interval '100 ms', plinth_now(), plinth_now() + interval '12 hours'
      FROM generate_series(1, ${live}) n`,
    'VACUUM ANALYZE session, api_key, "user"',
  ])
})

describe(`of ${live} live sessions`, () => {
  for (const descending of [true, false])
    it(`a page by creation, ${descending ? 'newest' : 'oldest'} first, reads its own`, async () => {
      const { db, seen } = explaining(database)
      const query = {
        page: 1,
        perPage: 20,
        cursor: undefined,
        filters: [],
        sort: [{ field: 'created_at', descending }],
      }
      const { rows, info } = await pageSessions(db, query)
      assert.deepEqual([rows.length, info.total], [20, live])
      const [page] = seen.filter(({ text }) => !text.includes(' AS total FROM'))
      assert.ok((page?.rowsRead ?? live) < 200, `${page?.rowsRead} rows, whole: ${page?.wholeTables}`)
    })
})

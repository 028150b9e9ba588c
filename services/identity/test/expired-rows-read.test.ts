// A workspace whose product makes many keys of an hour: those that have expired are shown for 30 days, and cost nothing else.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { explaining, fill, rowsReadByKeptPlans } from '@plinth/testkit'
import { countActiveKeys } from '../src/api-keys/key-quota-store.ts'
import { deleteApiKeysUntil, pageApiKeys } from '../src/api-keys/store.ts'
import { startIdentity } from './identity.ts'

const [living, expired, others] = [9, 3_000, 17_000]

let database: Database
before(async () => {
  database = (await startIdentity()).part.database
  await fill(database, [
    `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes, rate_limit_tier, allowed_ips, expires_at)
      SELECT 'key_' || n, 'l' || n, '', 'p', CASE WHEN n <= ${living + expired} THEN 'wks_1' ELSE 'wks_' || n END, 'usr_' || n % 500, false, 'k', '{}', 'free', '{}',
        CASE WHEN n <= 4 THEN NULL WHEN n <= ${living} OR n > ${living + expired} THEN plinth_now() + interval '1 day'
          ELSE plinth_now() - interval '1 day' END
      FROM generate_series(1, ${living + expired + others}) n`,
    'VACUUM ANALYZE api_key',
  ])
})

describe(`beside ${expired} expired keys of a workspace`, () => {
  it('the active ones are counted by an index', async () => {
    const { db, seen } = explaining(database)
    assert.equal(await countActiveKeys(db, 'wks_1'), living)
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 100, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
  })

  it('and by a plan that a connection has kept, which knows nothing of the workspace', async () => {
    const rowsRead = await rowsReadByKeptPlans(database, (db) => countActiveKeys(db, 'wks_1'))
    assert.ok(rowsRead < 100, `${rowsRead} rows`)
  })

  it('a page of all is read with its total, which an index alone tells', async () => {
    const query = { page: 1, perPage: 20, cursor: undefined, filters: [], sort: [] }
    const rowsRead = await rowsReadByKeptPlans(database, async (db) => {
      const { rows, info } = await pageApiKeys(db, query, 'wks_1')
      assert.deepEqual([rows.length, info.total], [20, living + expired])
    })
    assert.ok(rowsRead < 100, `${rowsRead} rows`)
  })

  it('those of a member who leaves are found among those of the member', async () => {
    const until = new Date(Date.now() + 60_000)
    const rowsRead = await rowsReadByKeptPlans(database, async (tx) => {
      assert.deepEqual(await deleteApiKeysUntil(tx, 'wks_1', { userId: 'usr_leaves', until }), [])
    })
    assert.ok(rowsRead < 100, `${rowsRead} rows`)
  })
})

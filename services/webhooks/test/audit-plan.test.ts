// Entries of all workspaces by action or actor, in a log of several months.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { explaining, fill, rowsReadByKeptPlans } from '@plinth/testkit'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { findUnsealed, readUnsealed, sealStart } from '../src/audit-log/seal-store.ts'
import { type AuditScope, findAccessed, pageEntries } from '../src/audit-log/store.ts'
import { type AuditHarness, startAuditHarness } from './audit-harness.ts'

const [months, perMonth, rare] = [['2031-01', '2031-02', '2031-03'], 20_000, 'workspace.rare']
let audit: AuditHarness
before(async () => {
  audit = await startAuditHarness()
  await makeMonths(audit.database, months)
  await fill(audit.database, [
    // Of each month one is rare: the first, 5,000 and more before the next.
    `INSERT INTO audit_entry (created_at, id, workspace_id, namespace_id, action, actor_type, actor_id, actor_key_id, actor_name,
        target_type, target_id, target_name, changes, request_id, idempotency_key, ip, user_agent)
      SELECT ('2031-0' || m || '-01')::timestamptz + n * interval '1 minute', 'evt_' || m || lpad(n::text, 6, '0'), 'wks_' || n % 500, '',
        CASE WHEN n = 1 THEN '${rare}' ELSE 'workspace.updated' END, 'user', CASE WHEN n = 1 THEN 'usr_rare' ELSE 'usr_' || n % 500 END, '', '',
        'workspace', 'wks_' || n % 500, repeat('x', 100), '', 'req_' || m || n, '', '', ''
      FROM generate_series(1, 3) m, generate_series(1, ${perMonth}) n`,
    'ANALYZE',
  ])
})
after(() => audit?.stop())

const where = (field: string, value: string): Filter => ({ field, operator: Filter_Operator.OPERATOR_EQUALS, value })

/** All pages, and the most that answering one looked at. */
async function walk(scope: AuditScope, filters: Filter[], perPage = 100) {
  const { db, seen } = explaining(audit.database)
  const found: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = { page: 0, perPage, cursor, sort: [], filters }
    const page: Awaited<ReturnType<typeof pageEntries>> = await pageEntries(db, query, scope)
    found.push(...page.rows.map(({ id }) => id))
    cursor = page.info.nextCursor || undefined
  }
  return { found, pages: seen.length, rowsRead: Math.max(...seen.map(({ rowsRead }) => rowsRead)) }
}

describe('the entries of all workspaces', () => {
  it('of a rare action or actor are found on pages that look at 5,000 entries each', async () => {
    for (const filter of [where('action', rare), where('actor_id', 'usr_rare')]) {
      const { found, pages, rowsRead } = await walk({ workspaceId: undefined }, [filter])
      assert.deepEqual(found, ['evt_3000001', 'evt_2000001', 'evt_1000001'])
      assert.equal(pages, 1 + (months.length * perMonth) / 5_000)
      // The last of them may be found in an index and then read.
      assert.ok(rowsRead <= 2 * 5_001, `${rowsRead} rows for a page`)
    }
  })

  it('of a common action are read no further than a page', async () => {
    const { db, seen } = explaining(audit.database)
    const query = { page: 0, perPage: 10, cursor: '', sort: [], filters: [where('action', 'workspace.updated')] }
    assert.equal((await pageEntries(db, query, { workspaceId: undefined })).rows.length, 10)
    assert.ok((seen[0]?.rowsRead ?? Number.POSITIVE_INFINITY) <= 20, `${seen[0]?.rowsRead} rows`)
  })

  it('of one target, of any action, are read from its index', async () => {
    const { found, rowsRead } = await walk({ workspaceId: undefined }, [
      where('target_id', 'wks_7'),
      where('action', 'workspace.updated'),
    ])
    assert.equal(found.length, (months.length * perMonth) / 500)
    assert.ok(rowsRead <= 2 * found.length, `${rowsRead} rows for a page`)
  })
})

describe('the entries of one workspace', () => {
  it('of an action or actor are read from an index in their order', async () => {
    for (const filter of [where('action', rare), where('actor_id', 'usr_rare')]) {
      const { found, pages, rowsRead } = await walk({ workspaceId: 'wks_1' }, [filter])
      assert.deepEqual([found.length, pages], [3, 1])
      assert.ok(rowsRead <= 10, `${rowsRead} rows for a page`)
    }
  })
})

describe('the reads of an operator who has read in 3,000 workspaces on a day', () => {
  it('are looked up for each workspace that is asked for, by a plan that a connection has kept', async () => {
    const columns =
      'namespace_id, actor_type, actor_key_id, actor_name, target_type, target_id, target_name, changes, request_id, idempotency_key, ip, user_agent'
    await fill(audit.database, [
      `INSERT INTO audit_entry (created_at, id, workspace_id, action, actor_id, ${columns})
        SELECT '2031-02-03T04:05:06Z', 'aud_' || n, 'wks_read' || n, 'workspace.accessed', 'key_operator', '', 'operator', '', '',
          'workspace', '', '', '', 'req_' || n, '', '', '' FROM generate_series(1, 3000) n`,
      'VACUUM ANALYZE audit_entry',
    ])
    const asked = Array.from({ length: 100 }, (_, at) => `wks_read${2_951 + at}`)
    const rowsRead = await rowsReadByKeptPlans(audit.database, async (tx) => {
      const known = await findAccessed(tx, asked, 'key_operator', new Date('2031-02-03T20:00:00Z'))
      assert.deepEqual([...known], asked.slice(0, 50))
    })
    assert.ok(rowsRead <= 300, `${rowsRead} rows`)
  })
})

describe('the queue of the sealer that was empty when PostgreSQL planned', () => {
  it('is not read whole for a batch of it', async () => {
    const queued = 20_000
    await audit.database.query({ text: 'VACUUM ANALYZE audit_unsealed' })
    await assert.rejects(
      audit.database.transaction(async (tx) => {
        for (let times = 0; times < 6; times++)
          await Promise.all([findUnsealed(tx, 500, sealStart()), readUnsealed(tx)])
        await tx.query({
          text: `INSERT INTO audit_unsealed (created_at, id) SELECT '2031-01-01'::timestamptz + n * interval '1 s', 'evt_' || n
            FROM generate_series(1, $1::int) n`,
          values: [queued],
        })
        const { gone } = await findUnsealed(tx, 500, sealStart())
        assert.equal(gone.length, 500)
        const [read] = await tx.query<{ rows: number }>({
          text: `SELECT seq_tup_read AS rows FROM pg_stat_xact_user_tables WHERE relname = 'audit_unsealed'`,
        })
        assert.equal(Number(read?.rows), 0)
        assert.equal((await readUnsealed(tx)).count, queued)
        throw new Error('rolled back')
      }),
      /rolled back/,
    )
  })
})

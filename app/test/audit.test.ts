import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { emptyDir, plinth } from './fixtures/plinth.ts'

const text =
  '{"id":"evt_1","at":"2026-01-05T10:00:00.000Z","action":"workspace.updated","workspace_id":"wks_1","namespace_id":null,' +
  '"actor":{"type":"user","id":"usr_1","key_id":"key_1","name":"Ada"},"target":{"type":"workspace","id":"wks_1","name":"Acme"},' +
  '"changes":{"name":{"from":"A","to":"Acme"}},"request_id":"req_1","idempotency_key":null,"ip":"203.0.113.7","user_agent":"curl/8"}'
const seal = createHash('sha256')
  .update('0'.repeat(64) + text)
  .digest('hex')

const nothingProved =
  'NOTHING PROVED: the audit log has no entry, and no --head was given. A log that was emptied looks the same.\n'

describe('plinth audit verify', () => {
  let store: TestDatabase
  let database: Database
  before(async () => {
    store = await testDatabase(webhooks.migrations)
    const log = openLog({ level: 'fatal', name: 'app' })
    database = openDatabase({ url: store.url, poolMax: 1, clock: new SystemClock(), log })
    await database.pool.query(`
      CREATE TABLE audit_entry_202601 PARTITION OF audit_entry FOR VALUES FROM ('2026-01-01Z') TO ('2026-02-01Z');
      CREATE TABLE audit_seal_202601 PARTITION OF audit_seal FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`)
  })
  after(async () => {
    await database?.close()
    await store?.drop()
  })
  const verifyIn = ({ url }: TestDatabase, ...args: string[]) =>
    plinth(['audit', 'verify', ...args], {
      WEBHOOKS_DATABASE_URL: url,
      SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    })
  const verify = (...args: string[]) => verifyIn(store, ...args)

  it('0 and the head of each month when every entry fits', async () => {
    await database.pool.query(`
      INSERT INTO audit_entry VALUES ('2026-01-05T10:00:00Z', 'evt_1', 'wks_1', '', 'workspace.updated', 'user', 'usr_1', 'key_1',
        'Ada', 'workspace', 'wks_1', 'Acme', '{"name":{"from":"A","to":"Acme"}}', 'req_1', '', '203.0.113.7', 'curl/8');
      INSERT INTO audit_seal (month, position, entry_id, entry_at, seal)
        VALUES ('2026-01-01', 1, 'evt_1', '2026-01-05T10:00:00Z', '\\x${seal}')`)
    const { code, stdout, stderr } = await verify()
    assert.deepEqual(
      [code, stdout, stderr],
      [
        0,
        `2026-01  1 entries  head 1:${seal}\n`,
        '1 entries fit their seals. No --head was given: nothing proves that none was removed at the end.\n',
      ],
    )
  })

  it('compares kept heads, also of months that are gone', async () => {
    const kept = await verify(`--head=2026-01:1:${seal}`)
    assert.deepEqual([kept.code, kept.stderr], [0, '1 entries fit their seals.\n'])
    const rewritten = await verify(`--head=2026-01:1:${'f'.repeat(64)}`)
    assert.deepEqual([rewritten.code, rewritten.stdout], [1, ''])
    assert.match(rewritten.stderr, /the seal of entry evt_1 at position 1 is not the head that was kept/)
    const cut = await verify(`--head=2026-01:2:${seal}`)
    assert.match(cut.stderr, /the chain ends at position 1, but a head was kept of position 2: its end was removed/)
    const gone = await verify(`--head=2025-12:7:${seal}`)
    assert.deepEqual([gone.code, /no entry and no head of 2025-12 is left/.test(gone.stderr)], [1, true])
    assert.match((await verify('--from=2026-02', `--head=2026-01:1:${seal}`)).stderr, /not between --from and --to/)
  })

  it('1 and the name of the first entry that does not fit', async () => {
    await database.pool.query(`SET session_replication_role = replica; UPDATE audit_entry SET actor_name = 'Eve'`)
    const { code, stdout, stderr } = await verify()
    assert.deepEqual([code, stdout], [1, ''])
    assert.equal(
      stderr,
      'plinth: 2026-01: entry evt_1 at position 1 does not fit its seal: the entry, its place or a seal was changed.\n',
    )
  })

  it('1 when the bounds leave no month to verify, and says which months there are', async () => {
    for (const bound of ['--from=2030-01', '--to=2025-12']) {
      const { code, stdout, stderr } = await verify(bound)
      assert.deepEqual([code, stdout], [1, ''])
      assert.equal(
        stderr,
        'plinth: Nothing was verified: the audit log has no month within --from and --to. It has 2026-01 to 2026-01.\n',
      )
    }
  })

  it('3 for a log without a month, which may have been emptied, and 1 if a month of it was asked for', async () => {
    const empty = await testDatabase(webhooks.migrations)
    try {
      const { code, stderr } = await verifyIn(empty)
      assert.deepEqual([code, stderr], [3, nothingProved])
      const bounded = await verifyIn(empty, '--from=2026-01')
      assert.deepEqual(
        [bounded.code, bounded.stderr],
        [1, 'plinth: Nothing was verified: the audit log has no entry yet.\n'],
      )
    } finally {
      await empty.drop()
    }
  })

  it('reads a server that takes no writes, such as a standby', async () => {
    const standby = await testDatabase(webhooks.migrations)
    try {
      await database.pool.query(
        `ALTER DATABASE ${new URL(standby.url).pathname.slice(1)} SET default_transaction_read_only = on`,
      )
      const { code, stderr } = await verifyIn(standby)
      assert.deepEqual([code, stderr], [3, nothingProved])
    } finally {
      await standby.drop()
    }
  })

  it('1 when the months within the bounds have no entry', async () => {
    await using stack = new AsyncDisposableStack()
    const empty = await testDatabase(webhooks.migrations)
    stack.defer(() => empty.drop())
    const log = openLog({ level: 'fatal', name: 'app' })
    const opened = openDatabase({ url: empty.url, poolMax: 1, clock: new SystemClock(), log })
    stack.defer(() => opened.close())
    await opened.pool.query(
      `CREATE TABLE audit_entry_202602 PARTITION OF audit_entry FOR VALUES FROM ('2026-02-01Z') TO ('2026-03-01Z')`,
    )
    const { code, stderr } = await verifyIn(empty, '--from=2026-02')
    assert.deepEqual(
      [code, stderr],
      [1, 'plinth: Nothing was verified: the audit log has no entry within --from and --to.\n'],
    )
    assert.equal((await verifyIn(empty)).code, 3)
  })

  it('2 for a first month after the last', async () => {
    const { code, stdout, stderr } = await verify('--from=2027-05', '--to=2027-04')
    assert.deepEqual(
      [code, stdout, stderr],
      [2, '', 'plinth: --from=2027-05 is after --to=2027-04: swap them, or correct one.\n'],
    )
  })

  it('2 for a month that is none', async () => {
    for (const option of ['--from=2026-13', `--head=2026-99:1:${seal}`]) {
      const { code, stderr } = await verify(option)
      assert.equal(code, 2)
      assert.match(stderr, /The value must be a month, such as 2026-01\./)
    }
  })
})

describe('plinth audit verify-export', () => {
  const mark = (complete: boolean, all = true) =>
    `${JSON.stringify({ export: { complete, entries: 1, all_workspaces: all, from: null, to: '2026-02-01T00:00:00.000Z' } })}\n`
  const line = `${text.slice(0, -1)},"position":1,"previous_seal":"${'0'.repeat(64)}","seal":"${seal}"}\n`
  const verifyExport = (content: string, ...args: string[]) => {
    const cwd = emptyDir()
    writeFileSync(join(cwd, 'audit.ndjson'), content)
    return plinth(['audit', 'verify-export', 'audit.ndjson', ...args], {}, cwd)
  }

  it('0 when the chains are whole up to the kept head, 1 with the first line that does not fit', async () => {
    const good = await verifyExport(line + mark(true), `--head=2026-01:1:${seal}`)
    assert.deepEqual(
      [good.code, good.stdout],
      [
        0,
        '1 entries fit their seals, and every chain is whole.\n2026-01  positions 1 to 1, proved up to the kept head at 1\n',
      ],
    )
    const changed = await verifyExport(line.replace('Ada', 'Eve') + mark(true))
    assert.deepEqual(
      [changed.code, changed.stderr],
      [1, 'plinth: entry evt_1 at position 1 (line 1) does not fit its seal.\n'],
    )
    assert.equal((await verifyExport(line + mark(false))).code, 1)
    assert.equal((await verifyExport(line, '--head=x')).code, 2)
  })

  it('splits lines at \\n alone: names may hold U+2028 and U+2029, and lines may end with \\r\\n', async () => {
    const named = text.replace('"name":"Acme"}', '"name":"a\u2028b\u2029é"}')
    const itsSeal = createHash('sha256')
      .update('0'.repeat(64) + named)
      .digest('hex')
    const content = line.replace(text.slice(0, -1), named.slice(0, -1)).replace(seal, itsSeal) + mark(true)
    for (const stored of [content, content.replaceAll('\n', '\r\n'), content.trimEnd()]) {
      const { code, stderr } = await verifyExport(stored)
      assert.deepEqual([code, stderr], [0, ''])
    }
  })

  it('1 for a line that is too long to be an entry', async () => {
    const { code, stderr } = await verifyExport('x'.repeat(5_000_000))
    assert.deepEqual([code, /audit\.ndjson cannot be read \(a line has more than/.test(stderr)], [1, true])
  })

  it('3 for an export without an entry', async () => {
    const { code, stdout } = await verifyExport(mark(true).replace('"entries":1', '"entries":0'))
    assert.equal(code, 3)
    assert.match(stdout, /^NOTHING PROVED: the export has no entry\./)
  })

  it('3 and no whole proof for an export of one workspace, which no head can be compared with', async () => {
    const { code, stdout } = await verifyExport(line + mark(true, false))
    assert.equal(code, 3)
    assert.match(stdout, /^SINGLE LINES ONLY: 1 lines fit their own seals; 0 have none, and the chains have 0 gaps\./)
    assert.equal((await verifyExport(line + mark(true, false), `--head=2026-01:1:${seal}`)).code, 1)
  })
})

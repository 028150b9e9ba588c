import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { type Database, type GroupMember, groupedWrites } from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { callWith, method } from './a-method.ts'
import { log, plumbedDatabase, rowsScanned } from './scratch.ts'

const count = 20_000
// Of one statement on one connection, before PostgreSQL keeps a plan.
const planned = 6

describe('the look-up of an Idempotency-Key', () => {
  let database: Database
  before(async () => {
    // One session: it counts what it reads, keeps its plans, and is asked for both.
    database = await plumbedDatabase(1)
  })
  /** Rows and entries of the whole table's time index that were read. */
  const scanned = () =>
    rowsScanned(
      database,
      `SELECT t.seq_tup_read + i.idx_tup_read AS rows FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)
        WHERE i.indexrelname = 'idempotency_key_expires_at_idx'`,
    )

  it('reads its own rows alone, though its plan was made while there were none', async () => {
    const write = groupedWrites<string>(
      { database, secrets: secretBox([randomBytes(32)]), log },
      {
        opening: () => [],
        decide: async (_tx, entries) => entries.map((entry) => ({ answer: { consumer: entry, eventIds: [] } })),
      },
    )
    const member = (key: string): GroupMember<string> => ({ method, entry: key, call: callWith(key) })
    await database.query({ text: 'VACUUM ANALYZE idempotency_key' })
    for (let at = 0; at < planned; at++) await write([member(randomUUID())])
    await database.query({
      text: `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
        SELECT sha256(n::text::bytea), '', '', false, '', plinth_now() + interval '1 day' FROM generate_series(1, $1::int) n`,
      values: [count],
    })
    const before = await scanned()
    assert.equal((await write([member(randomUUID()), member(randomUUID())])).length, 2)
    assert.equal((await scanned()) - before, 0)
    await database.query({ text: 'SELECT count(sealed) FROM idempotency_key' })
    assert.ok((await scanned()) - before > count)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { testDatabase } from '@plinth/testkit'
import pg from 'pg'
import { asFailure } from '../../src/db/failures.ts'
import { PlinthError } from '../../src/errors/index.ts'

async function failureOf(settings: pg.ClientConfig, text: string): Promise<unknown> {
  const store = await testDatabase()
  const client = new pg.Client({ connectionString: store.url, ...settings })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await client.query(text).then(
      () => undefined,
      (thrown: unknown) => asFailure(thrown),
    )
  } finally {
    await client.end().catch(() => undefined)
    await store.drop()
  }
}

describe('a failure of the database', () => {
  it('SERVICE_UNAVAILABLE when the server has gone silent', async () => {
    const failure = await failureOf({ query_timeout: 100 }, 'SELECT pg_sleep(60)')
    assert.ok(failure instanceof PlinthError, String(failure))
    assert.equal(failure.code, 'SERVICE_UNAVAILABLE')
  })
  it('SERVICE_UNAVAILABLE when the server cancelled the statement for its time', async () => {
    const failure = await failureOf({ statement_timeout: 100 }, 'SELECT pg_sleep(60)')
    assert.ok(failure instanceof PlinthError && failure.code === 'SERVICE_UNAVAILABLE', String(failure))
  })
  it('SERVICE_UNAVAILABLE when the server takes no writes', async () => {
    const failure = await failureOf({ options: '-c default_transaction_read_only=on' }, 'CREATE TABLE t ()')
    assert.ok(failure instanceof PlinthError && failure.code === 'SERVICE_UNAVAILABLE', String(failure))
  })
  it('SERVICE_UNAVAILABLE when it no longer accepts the password, or has no such database', async () => {
    for (const code of ['28P01', '28000', '3D000', '25P04'])
      assert.ok(asFailure(Object.assign(new Error(), { code })) instanceof PlinthError, code)
  })
  it('stays what it is when the statement is wrong', async () => {
    const failure = await failureOf({}, `SELECT '1.97e-46'::real`)
    assert.ok(failure instanceof Error && !(failure instanceof PlinthError), String(failure))
  })
})

it('is SERVICE_UNAVAILABLE when PostgreSQL lets no session begin: another password, another certificate, no such user', async () => {
  const store = await testDatabase()
  const url = new URL(store.url)
  url.username = 'nobody_of_this_name'
  const log = openLog({ level: 'silent', name: 'test' })
  const database = openDatabase({ url: url.href, poolMax: 1, clock: new SystemClock(), log })
  const isUnavailable = (thrown: unknown) => thrown instanceof PlinthError && thrown.code === 'SERVICE_UNAVAILABLE'
  try {
    await assert.rejects(database.query({ text: 'SELECT 1' }), isUnavailable)
    await assert.rejects(
      database.transaction((tx) => tx.query({ text: 'SELECT 1' })),
      isUnavailable,
    )
  } finally {
    await database.close()
    await store.drop()
  }
})

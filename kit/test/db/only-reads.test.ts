// A server closes itself to writes as a failover does it: a standby, and default_transaction_read_only, are reported to a session alike.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Database, openDatabase } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { testServers } from '@plinth/testkit/servers'
import pg from 'pg'
import { clock, log, plumbedDatabase, scratchDatabase } from './scratch.ts'

const isUnavailable = (thrown: unknown) => thrown instanceof PlinthError && thrown.code === 'SERVICE_UNAVAILABLE'
const close = { text: 'SET default_transaction_read_only = on' }
const session = async (database: Database) => {
  const [row] = await database.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
  return row?.pid
}

describe('a server that takes no writes', () => {
  it('is not used and not ready, and is used once it takes them', async () => {
    const { url } = await plumbedDatabase()
    const admin = scratchDatabase(await testServers().postgres())
    const name = new URL(url).pathname.slice(1)
    const setting = 'default_transaction_read_only'
    await admin.query({ text: `ALTER DATABASE "${name}" SET ${setting} = on` })
    const database = scratchDatabase(url)
    // A read would be of the past, beside a primary that goes on.
    await assert.rejects(database.query({ text: 'SELECT 1' }), isUnavailable)
    await assert.rejects(
      database.transaction((tx) => tx.query({ text: 'CREATE TABLE t ()' })),
      isUnavailable,
    )
    await assert.rejects(database.ready(), /takes no writes: it is a standby, or default_transaction_read_only is on/)
    await admin.query({ text: `ALTER DATABASE "${name}" RESET ${setting}` })
    await database.ready()
    await database.query({ text: 'CREATE TABLE t ()' })
  })

  it('is asked by one call now and then, however many there are', async (t) => {
    const { url } = await plumbedDatabase()
    const admin = scratchDatabase(await testServers().postgres())
    const name = new URL(url).pathname.slice(1)
    await admin.query({ text: `ALTER DATABASE "${name}" SET default_transaction_read_only = on` })
    const database = scratchDatabase(url, 2)
    const { mock: connect } = t.mock.method(database.pool, 'connect')
    for (let calls = 0; calls < 10; calls++) {
      await assert.rejects(database.query({ text: 'SELECT 1' }), isUnavailable)
    }
    assert.ok(connect.callCount() < 10, `${connect.callCount()} sessions were opened`)
    await assert.rejects(database.ready(), /takes no writes/)
  })

  it('is not asked again at once while sessions of before work: calls wait for one of those', async (t) => {
    const { url } = await plumbedDatabase()
    const admin = scratchDatabase(await testServers().postgres())
    const name = new URL(url).pathname.slice(1)
    const database = scratchDatabase(url, 4)
    t.mock.method(performance, 'now', () => 1_000)
    const first = await session(database)
    await admin.query({ text: `ALTER DATABASE "${name}" SET default_transaction_read_only = on` })
    const { mock: connect } = t.mock.method(pg.Client.prototype, 'connect')
    const pids = await Promise.all(Array.from({ length: 50 }, () => session(database)))
    assert.deepEqual(new Set(pids), new Set([first]))
    assert.ok(connect.callCount() < 8, `${connect.callCount()} sessions were asked for`)
  })

  it('loses the sessions that it had before it was closed', async () => {
    const { url } = await plumbedDatabase()
    const database = scratchDatabase(url, 1)
    const first = await session(database)
    assert.equal(await session(database), first)
    await database.query(close)
    const second = await session(database)
    assert.notEqual(second, first)
    await database.transaction((tx) => tx.query(close))
    assert.notEqual(await session(database), second)
  })

  it('refuses a write of a session whose server does not report it, which a pooler hides, and the session is not used again', async () => {
    const { url } = await plumbedDatabase()
    const database = scratchDatabase(url, 1)
    const first = await session(database)
    const writing = database.transaction(async (tx) => {
      await tx.query({ text: 'SET TRANSACTION READ ONLY' })
      await tx.query({ text: 'CREATE TABLE t ()' })
    })
    await assert.rejects(writing, isUnavailable)
    assert.notEqual(await session(database), first)
  })

  it('and does so too when the write was in a savepoint, after which the transaction went on', async () => {
    const { url } = await plumbedDatabase()
    const database = scratchDatabase(url, 1)
    const first = await session(database)
    await database.transaction(async (tx) => {
      await tx.query({ text: 'SET TRANSACTION READ ONLY' })
      const [outcome] = await tx.inSavepoints([(own) => own.query({ text: 'CREATE TABLE t ()' })])
      assert.equal(outcome?.status, 'rejected')
    })
    assert.notEqual(await session(database), first)
  })

  it('and does so too when the write came with the commit', async () => {
    const { url } = await plumbedDatabase()
    const database = scratchDatabase(url, 1)
    const first = await session(database)
    const writing = database.transaction(async (tx) => {
      await tx.query({ text: 'SET TRANSACTION READ ONLY' })
      tx.atCommit({ text: 'CREATE TABLE t ()' })
    })
    await assert.rejects(writing, isUnavailable)
    assert.notEqual(await session(database), first)
  })

  it('is read by who says so', async () => {
    const { url } = await plumbedDatabase()
    const database = openDatabase({ url, poolMax: 1, clock, log, onlyReads: true })
    try {
      const first = await session(database)
      await database.query(close)
      assert.equal(await session(database), first)
    } finally {
      await database.close()
    }
  })
})

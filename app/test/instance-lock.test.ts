import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, tcpProxy, testDatabase } from '@plinth/testkit'
import { instanceLockKey, takeInstanceLock } from '../src/instance-lock.ts'

const log = openLog({ level: 'silent', name: 'test' })
const lockKeyOf010 = 0x706c696e7468

describe('the instance lock', () => {
  it('keeps all other processes out while one process is alone', async () => {
    const [one, two] = await processes()
    const lock = await takeInstanceLock(one, 'alone', log)
    assert.ok(lock)
    assert.equal(await takeInstanceLock(two, 'alone', log), undefined)
    assert.equal(await takeInstanceLock(two, 'shared', log), undefined)
    lock.release()
    const next = await eventually(async () => assertTaken(await takeInstanceLock(two, 'alone', log)))
    next.release()
  })

  it('waits for a holder that is about to end', async () => {
    const [one, two] = await processes()
    const lock = await takeInstanceLock(one, 'alone', log)
    assert.ok(lock)
    const refused = once(two.pool, 'release')
    const waiting = takeInstanceLock(two, 'alone', log, 60_000)
    await refused
    lock.release()
    assertTaken(await waiting).release()
  })

  it('admits processes that share, and none that wants to be alone', async () => {
    const [one, two, three] = await processes()
    const locks = [await takeInstanceLock(one, 'shared', log), await takeInstanceLock(two, 'shared', log)]
    assert.ok(locks.every((lock) => lock !== undefined))
    assert.equal(await takeInstanceLock(three, 'alone', log), undefined)
    for (const lock of locks) lock?.release()
  })

  it("is nobody's after an attempt that failed", async () => {
    const [one, two, three] = await processes()
    const held = await one.pool.connect()
    await held.query('SELECT pg_advisory_lock_shared($1)', [lockKeyOf010])
    assert.equal(await takeInstanceLock(two, 'alone', log), undefined)
    assertTaken(await takeInstanceLock(three, 'shared', log)).release()
    held.release(true)
  })

  it('is shared beside a service of 0.1.0, which holds its own alone; a process that is alone waits for that service', async () => {
    const [one, two, three] = await processes()
    const held = await one.pool.connect()
    await held.query('SELECT pg_advisory_lock($1)', [lockKeyOf010])
    assertTaken(await takeInstanceLock(two, 'shared', log)).release()
    assert.equal(await takeInstanceLock(three, 'alone', log), undefined)
    held.release(true)
    const next = await eventually(async () => assertTaken(await takeInstanceLock(three, 'alone', log)))
    next.release()
  })

  it('is taken again after its connection was lost', async () => {
    const [one, two] = await processes()
    const lock = await takeInstanceLock(one, 'alone', log)
    const before = await lockHolder(two, true)
    await two.query({ text: 'SELECT pg_terminate_backend($1)', values: [before] })
    await eventually(async () => assert.ok(![before, undefined].includes(await lockHolder(two, true))))
    assert.equal(await takeInstanceLock(two, 'alone', log), undefined)
    lock?.release()
  })

  it('is taken again after its server was closed to writes, as a primary that a failover left behind', async () => {
    const [one, two] = await processes()
    const acquired = once(one.pool, 'acquire')
    const lock = await takeInstanceLock(one, 'alone', log)
    const before = await lockHolder(two, true)
    const [client] = await acquired
    try {
      await client.query('SET default_transaction_read_only = on')
      await eventually(async () => assert.ok(![before, undefined].includes(await lockHolder(two, true))))
    } finally {
      lock?.release()
    }
  })

  it('is taken again after its connection went silent, of which neither side was told', async () => {
    const { url, drop } = await testDatabase()
    const proxy = await tcpProxy(new URL(url).host)
    const through = new URL(url)
    through.host = proxy.address
    const open = (at: string) => openDatabase({ url: at, poolMax: 3, clock: new SystemClock(), log })
    const [one, two] = [open(through.href), open(url)]
    try {
      const lock = await takeInstanceLock(one, 'alone', log)
      const before = await lockHolder(two, true)
      proxy.forget()
      await eventually(async () => assert.ok(![before, undefined].includes(await lockHolder(two, true))))
      assert.equal(await takeInstanceLock(two, 'alone', log), undefined)
      lock?.release()
    } finally {
      await proxy.stop()
      await one.close()
      await two.close()
      await drop()
    }
  })

  it('says that it is lost when another process took the database meanwhile', async () => {
    const [one, two] = await processes()
    const lock = await takeInstanceLock(one, 'alone', log)
    // A waiter in PostgreSQL's queue gets the lock as soon as its holder is gone, long before that holder connects again.
    const thief = await two.pool.connect()
    const taking = thief.query('SELECT pg_advisory_lock($1)', [instanceLockKey])
    const waiting = await eventually(async () => assertTaken(await lockHolder(two, false)))
    const holding = await lockHolder(two, true)
    assert.notEqual(waiting, holding)
    await two.query({ text: 'SELECT pg_terminate_backend($1)', values: [holding] })
    await taking
    await assert.rejects(lock?.lost ?? Promise.resolve(), /another process took the database/)
    thief.release(true)
  })
})

function assertTaken<Lock>(lock: Lock | undefined): Lock {
  assert.ok(lock)
  return lock
}

/** Whose process has the lock, or waits for it. */
async function lockHolder(database: Database, isGranted: boolean): Promise<number | undefined> {
  const rows = await database.query<{ pid: number }>({
    text: `SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
           WHERE locktype = 'advisory' AND granted = $1 AND datname = current_database()`,
    values: [isGranted],
  })
  return rows[0]?.pid
}

/** Pools of their own on one fresh database, as three processes would have. */
async function processes(): Promise<[Database, Database, Database]> {
  const { url, drop } = await testDatabase()
  const pool = () => openDatabase({ url, poolMax: 3, clock: new SystemClock(), log })
  const pools: [Database, Database, Database] = [pool(), pool(), pool()]
  after(async () => {
    await Promise.all(pools.map((one) => one.close()))
    await drop()
  })
  return pools
}

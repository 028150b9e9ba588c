import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, setTestClock } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { besideSnapshot, indexEntriesRead, type TestDatabase, testDatabase } from '@plinth/testkit'
import { monthOf } from '../src/audit-log/months.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { sealStart } from '../src/audit-log/seal-store.ts'
import { sealBatch } from '../src/audit-log/sealer.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { webhooks } from '../src/index.ts'
import { entryIn } from './audit-harness.ts'

const log = openLog({ level: 'fatal', name: 'webhooks' })
const auditMonths = { ensure: async () => undefined, forget: () => undefined }
const start = sealStart()
const gone = 2_000

let store: TestDatabase
/** One connection, which is asked for what it has read. */
let database: Database
let backup: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  const open = () => openDatabase({ url: store.url, poolMax: 1, clock: new SystemClock(), log })
  ;[database, backup] = [open(), open()]
  // As tables that are large are read.
  await database.query({ text: 'SET enable_seqscan = off' })
})
after(async () => {
  await database.close()
  await backup.close()
  await store.drop()
})

async function storeAt(time: Date, count: number): Promise<void> {
  const month = monthOf(time)
  await makeMonths(database, [month])
  const entries = Array.from({ length: count }, (_, at) => ({ ...entryIn(month, at), createdAt: time }))
  await database.transaction((tx) => insertEntries(tx, entries))
}

const seal = () => sealBatch({ database, log, auditMonths, start })
const isSealed = async () => (await database.query({ text: 'SELECT FROM audit_unsealed' })).length === 0

const entriesRead = () => indexEntriesRead(database, 'audit_unsealed_pkey')

it(`the sealer does not read ${gone} entries of its queue again that went while a backup runs, and finds one that came late`, async () => {
  await besideSnapshot(backup, async () => {
    const early = new Date()
    await storeAt(early, gone)
    while ((await seal()) > 0);
    await setTestClock(database, 300_000)
    await seal()
    await storeAt(new Date(Date.now() + 300_000), 1)
    const before = await entriesRead()
    assert.equal(await seal(), 1)
    const read = (await entriesRead()) - before
    assert.ok(read < 100, `a batch read ${read} entries`)
    await storeAt(early, 1)
    for (let turns = 0; turns < 30 && !(await isSealed()); turns++) await seal()
    assert.ok(await isSealed())
  })
})

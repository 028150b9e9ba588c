import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { make, type TestDatabase, testDatabase } from '@plinth/testkit'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { eventsPage } from '../src/events/verbs.ts'
import { webhooks } from '../src/index.ts'
import { buildIndexes, indexesOf } from '../src/partitions/indexes.ts'
import { dropPartitionsBefore, makePartitions } from '../src/partitions/store.ts'

let store: TestDatabase
let database: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  const log = openLog({ level: 'fatal', name: 'webhooks' })
  database = openDatabase({ url: store.url, poolMax: 4, clock: new SystemClock(), log })
  await makePartitions(database, ['2032-01-01', '2032-01-02'])
})
after(async () => {
  await database.close()
  await store.drop()
})

/** As after the migrations that add them: these days are there, and lack them. */
async function unbuild(): Promise<void> {
  for (const name of ['type', 'channel_1', 'channel_2', 'channel_3', 'channel_4', 'channel_5'])
    await database.query({ text: `DROP INDEX event_${name}_idx` })
  await database.query({ text: 'DROP INDEX delivery_workspace_id_created_at_id_idx' })
  for (const migration of ['20261127147000_event_type_index', '20261127150000_workspace_deliveries']) {
    const file = new URL(`../prisma/migrations/${migration}/migration.sql`, import.meta.url)
    await database.pool.query(await readFile(file, 'utf8'))
  }
}

const context = make.context()
const operator = make.context({ principal: make.operator(), workspaceId: '' })
const queryOf = (field: string, value: string): ListQuery => {
  const operator = field === 'search' ? Filter_Operator.OPERATOR_SEARCH : Filter_Operator.OPERATOR_EQUALS
  return { page: 0, perPage: 15, cursor: '', sort: [], filters: field === '' ? [] : [{ field, operator, value }] }
}

/** The lists as of a process that has begun now; each gives the code of its refusal, or its number of rows. */
function lists() {
  const noteReads = async () => undefined
  const { listWorkspaceDeliveries } = deliveryVerbs({ database, defaultSchedule: [0], noteReads, shard: 0 })
  const deps = { database, indexes: indexesOf(database, 'event') }
  const rowsOf = (page: Promise<{ rows: readonly unknown[] }>) =>
    page.then(
      ({ rows }) => rows.length,
      ({ code, retryAfterSeconds }) => `${code} ${retryAfterSeconds}`,
    )
  return {
    all: () => rowsOf(listWorkspaceDeliveries(operator, queryOf('', ''), true)),
    deliveries: (field = '', value = '') => rowsOf(listWorkspaceDeliveries(context, queryOf(field, value), false)),
    events: (field = '', value = '') => rowsOf(eventsPage(deps, context, queryOf(field, value))),
  }
}
const refused = 'SERVICE_UNAVAILABLE 60'

describe('lists while earlier days lack their index', () => {
  it('are refused, but for those that need none, until it is built, and are asked about no more', async (test) => {
    await unbuild()
    const unbuilt = lists()
    for (const [field, value] of [
      ['type', 'invoice.paid,invoice.made'],
      ['type', 'invoice.*'],
      ['channel', 'eu'],
      ['search', 'paid'],
    ] as const)
      assert.equal(await unbuilt.events(field, value), refused, `${field} ${value}`)
    for (const [field, value] of [
      ['', ''],
      ['type', 'invoice.paid'],
      ['type', '*'],
      ['event_id', '1'],
    ] as const)
      assert.equal(await unbuilt.events(field, value), 0, `${field} ${value}`)
    assert.deepEqual([await unbuilt.deliveries(), await unbuilt.deliveries('status', 'failed')], [refused, refused])
    assert.equal(await unbuilt.deliveries('webhook_id', make.id('wh')), 0)
    assert.equal(await unbuilt.deliveries('event_id', make.id('evt')), 0)
    assert.equal(await unbuilt.all(), 0)
    await buildIndexes(database)
    const built = lists()
    const both = async () => [await built.deliveries(), await built.events('channel', 'eu')]
    assert.deepEqual(await both(), [0, 0])
    await unbuild()
    const now = performance.now()
    test.mock.method(performance, 'now', () => now + 60_000)
    assert.deepEqual(await both(), [0, 0])
    assert.equal(await lists().deliveries(), refused)
  })

  it('are answered once the last such day was dropped', async () => {
    await unbuild()
    await dropPartitionsBefore(database, '2033-01-01')
    const invalid = `SELECT FROM pg_index WHERE indrelid = 'delivery'::regclass AND NOT indisvalid`
    assert.equal((await database.query({ text: invalid })).length, 1)
    assert.deepEqual([await lists().deliveries(), await lists().events('search', 'paid')], [0, 0])
  })
})

// One workspace with a long history, beside another whose events have the same channel: what is rare in it must not cost all of it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { explaining } from '@plinth/testkit'
import { listEvents } from '../src/events/list-store.ts'
import { type Harness, startHarness } from './harness.ts'

const rows = 100_000
const slice = 5_000
const rare = 20
const countedMax = 10_001

let harness: Harness
before(async () => {
  harness = await startHarness()
  for (let from = 1; from < rows; from += slice) {
    await harness.database.query({
      text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, channels)
        SELECT (now() AT TIME ZONE 'UTC')::date + n % 2, 'evt_' || lpad(n::text, 6, '0'), 'wks_1', '',
          CASE WHEN n % 5000 = 0 THEN 'invoice.voided' WHEN n % 3 = 0 THEN 'report.ready' ELSE 'invoice_item.made' END, '',
          repeat('x', 400)::bytea, plinth_now() - n * interval '1 ms',
          CASE WHEN n % 5000 = 0 THEN '{eu,vip,eu}' WHEN n % 2 = 0 THEN '{eu}' ELSE '{}' END::text[]
        FROM generate_series($1::int, $2::int) n`,
      values: [from, from + slice - 1],
    })
  }
  await harness.database.query({
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, channels)
      SELECT event_day, id || 'x', 'wks_2', '', 'invoice.voided', '', payload, created_at, '{vip}' FROM event WHERE id > 'evt_090000'`,
  })
  await harness.database.pool.query('VACUUM ANALYZE event')
})
after(() => harness?.stop())

/** The rows of a first page, what finding its types and reading it took, and what its total took. */
async function read(filtered: Record<string, string>) {
  const { db, seen } = explaining(harness.database)
  const filters = Object.entries(filtered).map(([field, value]) =>
    field === 'search'
      ? { field: '', operator: Filter_Operator.OPERATOR_SEARCH, value }
      : { field, operator: Filter_Operator.OPERATOR_EQUALS, value },
  )
  const query = { page: 1, perPage: 15, filters, sort: [] }
  const { rows: found, info } = await listEvents(db, 'wks_1', { namespaceId: '', hiddenTypes: [] }, query)
  const took = (isTotal: boolean) =>
    seen
      .filter(({ text }) => text.includes(' AS total FROM') === isTotal)
      .reduce((sum, { rowsRead, entriesRead }) => sum + rowsRead + entriesRead, 0)
  return { ids: found.map(({ id }) => id), total: info.total, page: took(false), counting: took(true) }
}

describe(`a first page of a workspace with ${rows} events`, () => {
  for (const [field, value] of [
    ...['invoice.voided', 'invoice.*', 'invoice.voided,none.such', 'none.such', 'none.*'].map((type) => ['type', type]),
    ...['vip', 'none'].map((channel) => ['channel', channel]),
    ...['voided', 'E.VOID', 'none'].map((search) => ['search', search]),
  ] as [string, string][]) {
    it(`reads what it needs alone where ${field} is ${value}, which few have`, async () => {
      const { ids, total, page, counting } = await read({ [field]: value })
      assert.deepEqual([ids.length, total], value.startsWith('none') ? [0, 0] : [15, rare])
      // A bitmap of an index and the rows of its table are counted each.
      assert.ok(page <= 4 * rare && counting <= 4 * rare, `the page took ${page} rows, the total ${counting}`)
    })
  }

  for (const [field, value] of [
    ...['report.ready', 'invoice_item.*', 'report.ready,invoice_item.made', '*'].map((type) => ['type', type]),
    ['channel', 'eu'],
    ...['report', 'E', 'invoice_'].map((search) => ['search', search]),
  ] as [string, string][]) {
    it(`reads little, and counts to its bound, where ${field} is ${value}, which many have`, async () => {
      const { ids, total, page, counting } = await read({ [field]: value })
      const places = ids.map((id) => Number(id.slice(-6)))
      assert.deepEqual([ids.length, total, places], [15, 10_000, places.toSorted((one, other) => one - other)])
      assert.ok(page <= 100 && counting <= 3 * countedMax, `the page took ${page} rows, the total ${counting}`)
    })
  }

  it('has what meets each of search, type and channel', async () => {
    const totals = async (filtered: Record<string, string>) => (await read(filtered)).total
    assert.deepEqual(
      [
        await totals({ search: 'voided', channel: 'vip' }),
        await totals({ search: 'voided', type: 'invoice.*' }),
        await totals({ search: 'voided', type: 'report.ready' }),
        await totals({ search: '%' }),
        await totals({ search: 'invoice\0' }),
      ],
      [rare, rare, 0, 0, 0],
    )
  })
})

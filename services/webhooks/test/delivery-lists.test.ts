// One workspace with a long history, beside the short one of another: what a page takes does not grow with either.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import {
  type CreateReplayRequest,
  ReplaysServiceService,
  type RetryDeliveriesRequest,
} from '@plinth/proto/webhooks/v1/replays.ts'
import { explaining, make } from '@plinth/testkit'
import { listSettings, listWorkspaceDeliveries } from '../src/deliveries/list-store.ts'
import { pageDeliveries } from '../src/deliveries/store.ts'
import { countChosen, findNamed } from '../src/replays/choice-store.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'
import { retryOf } from './retry-of.ts'

const rows = 100_000
const scanned = 5_000
const slice = 10_000
const idOf = (prefix: string, n: number) => `${prefix}_0${String(n).padStart(25, '0')}`
const rare = idOf('wh', 2)
const context = make.context({ workspaceId: 'wks_1' })

let harness: Harness
let busy: string
before(async () => {
  harness = await startHarness()
  const { url } = await harness.receiver()
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url }), { context })
  busy = endpoint?.id ?? assert.fail('no endpoint')
  const id = (prefix: string) => `'${prefix}_0' || lpad(n::text, 25, '0')`
  await harness.database.pool.query(`
    CREATE TABLE delivery_1970 PARTITION OF delivery FOR VALUES FROM ('1970-01-01') TO ('1970-01-02');
    CREATE TABLE attempt_1970 PARTITION OF attempt FOR VALUES FROM ('1970-01-01') TO ('1970-01-02')`)
  for (let from = 1; from < rows; from += slice)
    await harness.database.pool.query(`INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, status_code, attempts, created_at)
      SELECT CASE WHEN n % 2 = 0 THEN '1970-01-01' ELSE (now() AT TIME ZONE 'UTC')::date END, ${id('del')}, ${id('evt')},
        CASE WHEN n % 10000 = 0 THEN '${rare}' ELSE '${busy}' END, CASE WHEN n % 1000 = 1 THEN 'wks_2' ELSE 'wks_1' END,
        CASE WHEN n % 3 = 0 THEN 'ns_1' ELSE '' END, 'invoice.paid', CASE WHEN n % 4000 = 0 THEN 'failed' ELSE 'success' END,
        CASE WHEN n % 4000 = 0 THEN 500 ELSE 200 END, 1, plinth_now() - n * interval '1 ms'
      FROM generate_series(${from}, ${from + slice - 1}) n;
    INSERT INTO attempt SELECT event_day, id, 1, 'schedule', CASE WHEN status = 'failed' THEN 'http' ELSE 'ok' END, status_code, '{}', '',
        '', created_at, 0, 0, 0, 0, 0, 0 FROM delivery
        WHERE id BETWEEN '${idOf('del', from)}' AND '${idOf('del', from + slice - 1)}'`)
  for (const table of ['delivery', 'attempt']) await harness.database.pool.query(`VACUUM ANALYZE ${table}`)
})
after(() => harness?.stop())

/** Walks so many pages; returns the numbers of the rows, and the most that one page took. */
async function walk(workspaceId: string | undefined, filtered: Record<string, string>, pages = 1, namespaceId = '') {
  const filters = Object.entries(filtered).map(([field, value]) => ({
    ...{
      field,
      operator: field === 'created_at' ? Filter_Operator.OPERATOR_AT_MOST : Filter_Operator.OPERATOR_EQUALS,
      value,
    },
  }))
  const numbers: number[] = []
  const all: ReturnType<typeof explaining>['seen'] = []
  let cursor = ''
  for (let page = 0; page < pages && (page === 0 || cursor !== ''); page++) {
    const query = { page: 0, perPage: 15, cursor, sort: [], filters }
    const { rows: found, info } = await harness.database.transaction(
      (tx) => {
        const { db, seen } = explaining(tx)
        return listWorkspaceDeliveries(db, workspaceId, namespaceId, query).finally(() => all.push(...seen))
      },
      { settings: listSettings },
    )
    numbers.push(...found.map((row) => Number(row.id.slice(-25))))
    cursor = info.nextCursor
  }
  const took = Math.max(...all.map(({ rowsRead, entriesRead }) => rowsRead + entriesRead))
  return { numbers, took, cursor }
}

describe(`a page of the deliveries of a workspace with ${rows}`, () => {
  it('reads little where the filters have an index, or most rows meet them', async () => {
    const common: [string | undefined, Record<string, string>, string?][] = [
      [undefined, {}],
      [undefined, { status: 'success' }],
      ['wks_1', {}],
      ['wks_2', {}],
      ['wks_1', { webhook_id: rare }],
      ['wks_1', { event_id: idOf('evt', 4_000) }],
      ['wks_1', { webhook_id: busy, event_id: idOf('evt', 4_000) }],
      ['wks_1', { status: 'success', event_type: 'invoice.paid', status_code: '200', outcome: 'ok' }],
      ['wks_1', {}, 'ns_1'],
      ['wks_1', { created_at: new Date(Date.now() - 90_000).toISOString() }],
    ]
    for (const [workspaceId, filters, namespaceId] of common) {
      const { took } = await walk(workspaceId, filters, 2, namespaceId)
      assert.ok(took <= 200, `${JSON.stringify(filters)} took ${took}`)
    }
    assert.deepEqual(
      (await walk('wks_1', { webhook_id: rare })).numbers,
      Array.from({ length: 10 }, (_, at) => (at + 1) * 10_000),
    )
    const event_id = idOf('evt', 4_000)
    assert.deepEqual((await walk('wks_1', { event_id })).numbers, [4_000])
    assert.deepEqual((await walk('wks_1', { webhook_id: busy, event_id })).numbers, [4_000])
    assert.deepEqual((await walk('wks_1', { webhook_id: rare, event_id })).numbers, [])
  })

  it('looks at no more than 5,000 deliveries where few meet them, and the pages together show all', async () => {
    const failed = Array.from({ length: rows / 4_000 }, (_, at) => (at + 1) * 4_000)
    for (const filters of [{ status: 'failed' }, { status_code: '500' }, { outcome: 'http' }]) {
      const { numbers, took, cursor } = await walk('wks_1', filters, 100)
      assert.deepEqual([numbers, cursor], [failed, ''])
      // Of each, also its last attempt.
      assert.ok(took <= 2 * scanned + 200, `${JSON.stringify(filters)} took ${took}`)
    }
  })

  it('looks at no more of them however deep its cursor is', async () => {
    const nobody = await walk('wks_1', { status: 'held' }, 1)
    assert.deepEqual([nobody.numbers, nobody.cursor !== ''], [[], true])
    const toTheEnd = await walk('wks_1', { status: 'held' }, 100)
    assert.deepEqual([toTheEnd.numbers, toTheEnd.cursor], [[], ''])
    for (const { took } of [nobody, toTheEnd]) assert.ok(took <= scanned + 200, `${took}`)
  })
})

describe(`a page of the deliveries of a webhook with ${rows}`, () => {
  const failed = Array.from({ length: rows / 4_000 }, (_, at) => (at + 1) * 4_000).filter((n) => n % 10_000 !== 0)
  const read = async (cursor: string | undefined, filtered: Record<string, string>, namespaceId = '') => {
    const filters = Object.entries(filtered).map(([field, value]) => ({
      ...{ field, operator: Filter_Operator.OPERATOR_EQUALS, value },
    }))
    return harness.database.transaction(
      async (tx) => {
        const { db, seen } = explaining(tx)
        const query = { page: 1, perPage: 100, cursor, sort: [], filters }
        const { rows: found, info } = await pageDeliveries(db, query, 'wks_1', busy, namespaceId)
        const took = Math.max(...seen.map(({ rowsRead, entriesRead }) => rowsRead + entriesRead))
        return { numbers: found.map(({ id }) => Number(id.slice(-25))), info, took }
      },
      { settings: listSettings },
    )
  }

  it('by cursor looks at 5,000 of them under a filter, and the pages together show all', async () => {
    const numbers: number[] = []
    let cursor = ''
    do {
      const page = await read(cursor, { status: 'failed' })
      assert.ok(page.took <= scanned + 200, `${page.took}`)
      numbers.push(...page.numbers)
      cursor = page.info.nextCursor
    } while (cursor !== '')
    assert.deepEqual(numbers, failed)
    assert.ok((await read('', { event_type: 'none.made' }, 'ns_1')).took <= scanned + 200)
  })

  it('by number looks at 50,000, and says that there are others', async () => {
    const most = 50_000
    const { numbers, info, took } = await read(undefined, { status: 'failed' })
    assert.deepEqual(
      numbers,
      failed.filter((n) => n <= most),
    )
    assert.deepEqual([info.total, info.totalIsExact], [numbers.length, false])
    assert.ok(took <= most + 200, `${took}`)
    const common = await read(undefined, { status: 'success' })
    assert.deepEqual([common.info.total, common.info.totalIsExact], [10_000, false])
    assert.ok(common.took <= 10_300, `${common.took}`)
  })
})

describe(`a retry in a workspace with ${rows} deliveries`, () => {
  const took = async (work: (db: ReturnType<typeof explaining>['db']) => Promise<unknown>) => {
    const { db, seen } = explaining(harness.database)
    const answer = await work(db)
    return { answer, took: seen.reduce((sum, { rowsRead, entriesRead }) => sum + rowsRead + entriesRead, 0) }
  }

  it('is counted by reading what its range has', async () => {
    const { rows: newest } = await harness.database.pool.query('SELECT created_at FROM delivery WHERE id = $1', [
      idOf('del', 200),
    ])
    const range = { since: newest[0].created_at, until: new Date(), statuses: ['success', 'failed'] as const }
    const counted = await took((db) =>
      countChosen(db, 'wks_1', [busy, rare], range, { outcome: 'ok', status_code: 200 }, 1_000),
    )
    assert.deepEqual(counted.answer, [{ endpointId: busy, total: 199 }])
    // Of each, also its last attempt.
    assert.ok(counted.took <= 3 * 200, `${counted.took}`)
    const whole = await took((db) => countChosen(db, 'wks_1', [busy], range, {}, 1_000))
    assert.deepEqual(whole.answer, [{ endpointId: busy, total: 199 }])
    assert.ok(whole.took <= 2 * 200, `${whole.took}`)
  })

  it('is counted by looking at no more than its limit, or by the key of its event', async () => {
    const range = { since: new Date(0), until: new Date(), statuses: ['success', 'failed'] as const }
    const all = [
      { endpointId: rare, total: 5 },
      { endpointId: busy, total: 99_870 },
    ]
    for (const [max, counted] of [
      [rows, all],
      [rows - 1, undefined],
      [1_000, undefined],
    ] as const) {
      const { answer, took: read } = await took((db) =>
        countChosen(db, 'wks_1', [busy, rare], range, { outcome: 'ok' }, max),
      )
      assert.deepEqual(answer, counted)
      // Of each, also its last attempt.
      assert.ok(read <= 2 * max + 200, `${read}`)
    }
    const ofEvent = (id: string) => took((db) => countChosen(db, 'wks_1', [busy, rare], range, { event_id: id }, 1_000))
    const one = await ofEvent(idOf('evt', 4_000))
    assert.deepEqual(one.answer, [{ endpointId: busy, total: 1 }])
    assert.ok(one.took <= 10, `${one.took}`)
    assert.deepEqual((await ofEvent('evt_none')).answer, [])
  })

  it('finds named deliveries by their key', async () => {
    const ids = Array.from({ length: 100 }, (_, at) => idOf('del', (at + 1) * 1_000))
    const of = { workspaceId: 'wks_1', namespaceId: '' }
    const found = await took((db) => findNamed(db, of, [busy, rare], ids, ['failed']))
    assert.deepEqual(
      [(found.answer as { isWanted: boolean }[]).filter(({ isWanted }) => isWanted).length, found.took <= 1_000],
      [25, true],
      `${found.took}`,
    )
  })

  it('is refused beyond 100,000 in its range, with what to do, and exact below', async () => {
    const more = (count: number) =>
      harness.database.pool.query(
        `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, created_at)
          SELECT '1970-01-01', 'del_' || gen_random_uuid(), 'evt_' || gen_random_uuid(), $1, 'wks_1', '', 'invoice.paid', 'success', '2000-01-01'
          FROM generate_series(1, $2)`,
        [busy, count],
      )
    const total = async (conditions: Partial<RetryDeliveriesRequest>) => {
      const request = retryOf({ since: new Date(0), status: 'success', isDryRun: true, ...conditions })
      const { replays } = await harness.part
        .dial('webhooks', ReplaysServiceService)
        .retryDeliveries(request, { context })
      return replays.map((replay) => [replay.endpointId, replay.total])
    }
    const replay = async (changes: Partial<CreateReplayRequest>) => {
      const request = { endpointId: busy, since: new Date(0), until: undefined, status: '', isDryRun: true, ...changes }
      return (await harness.part.dial('webhooks', ReplaysServiceService).createReplay(request, { context })).replay
        ?.total
    }
    await more(rows / 10_000)
    assert.deepEqual(await total({}), [[busy, 99_880]])
    assert.equal(await replay({ status: 'success' }), 99_880)
    await more(1)
    const refusal = (sentence: string) => ({ code: 'VALIDATION_ERROR', details: { since: [sentence] } })
    const ofSome =
      'These webhooks have more than 100000 deliveries in the range. Narrow it with since and until, or name one webhook.'
    for (const conditions of [{}, { isDryRun: false }, { status: 'failed' }])
      await assert.rejects(total(conditions), refusal(ofSome))
    const ofOne = 'The webhook has more than 100000 deliveries in the range. Narrow it with since and until.'
    await assert.rejects(total({ webhookId: busy }), refusal(ofOne))
    for (const isDryRun of [true, false]) await assert.rejects(replay({ isDryRun }), refusal(ofOne))
    assert.equal(await replay({ until: new Date('2000-01-02') }), rows / 10_000 + 1)
    assert.deepEqual(await total({ until: new Date('2000-01-02') }), [[busy, rows / 10_000 + 1]])
    assert.deepEqual(await total({ eventId: idOf('evt', 4) }), [[busy, 1]])
  })
})

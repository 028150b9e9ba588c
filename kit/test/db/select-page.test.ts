import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, type PageSource, type Queryable, selectPage } from '@plinth/kit/db'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { plumbedDatabase } from './scratch.ts'

const source: PageSource = {
  columns: 'id, name, size, created_at',
  from: 'thing',
  where: 'tenant = $1',
  values: ['a'],
  fields: {
    name: { column: 'name', type: 'text' },
    size: { column: 'size', type: 'number' },
    is_big: { column: '(size > 5)', type: 'boolean' },
    created_at: { column: 'created_at', type: 'time' },
  },
  idColumn: 'id',
  search: ['name'],
}
interface Thing {
  id: string
  created_at: Date
}

let database: Database
before(async () => {
  database = await plumbedDatabase()
  await database.pool.query(`CREATE TABLE thing (id text PRIMARY KEY, tenant text, name text, size bigint, created_at timestamptz(3));
    INSERT INTO thing SELECT 'a' || lpad(n::text, 2, '0'), 'a', 'Thing ' || n, n % 3, '2026-01-01T00:00:00Z'::timestamptz + (n / 4) * interval '1 hour' FROM generate_series(1, 25) n;
    INSERT INTO thing VALUES ('b01', 'b', 'Thing 1', 1, '2026-01-01T00:00:00Z'), ('a00', 'a', '50%_\\', 9, '2025-01-01T00:00:00Z')`)
})

const query = (fields: Partial<ListQuery>): ListQuery => ({
  page: 1,
  perPage: 10,
  cursor: undefined,
  filters: [],
  sort: [],
  ...fields,
})
const page = (fields: Partial<ListQuery>, from: Partial<PageSource> = {}) =>
  selectPage(database, { ...source, ...from }, query(fields), (thing: Thing) => thing)
const ids = async (fields: Partial<ListQuery>) => (await page(fields)).rows.map(({ id }) => id)
const where = (field: string, operator: Filter_Operator, value: string) =>
  ids({ perPage: 100, filters: [{ field, operator, value }] })

describe('a page by number', () => {
  it('is newest first with the id as the tie-break, and counts all of the tenant', async () => {
    const first = await page({})
    assert.deepEqual(
      first.rows.map(({ id }) => id),
      ['a25', 'a24', 'a23', 'a22', 'a21', 'a20', 'a19', 'a18', 'a17', 'a16'],
    )
    assert.deepEqual(first.info, { total: 26, totalIsExact: true, nextCursor: '' })
    assert.deepEqual(await ids({ page: 3 }), ['a05', 'a04', 'a03', 'a02', 'a01', 'a00'])
    assert.deepEqual(await ids({ page: 2_147_483_647 }), [])
  })

  it('sorts by several fields', async () => {
    const sort = [
      { field: 'size', descending: true },
      { field: 'created_at', descending: false },
    ]
    assert.deepEqual(await ids({ sort, perPage: 4 }), ['a00', 'a02', 'a05', 'a08'])
  })

  it('counts no further than it is told, and refuses to go deeper', async () => {
    assert.deepEqual((await page({}, { totalMax: 20 })).info, { total: 20, totalIsExact: false, nextCursor: '' })
    await assert.rejects(page({ page: 3 }, { totalMax: 20 }), { code: 'INVALID_PARAMETER' })
  })
})

describe('filters', () => {
  it('compare by type, both ends included', async () => {
    assert.deepEqual(await where('name', Filter_Operator.OPERATOR_EQUALS, 'Thing 7'), ['a07'])
    assert.deepEqual(await where('is_big', Filter_Operator.OPERATOR_EQUALS, 'true'), ['a00'])
    assert.deepEqual(await where('created_at', Filter_Operator.OPERATOR_AT_LEAST, '2026-01-01T06:00:00Z'), [
      'a25',
      'a24',
    ])
    assert.deepEqual(await where('created_at', Filter_Operator.OPERATOR_AT_MOST, '2025-06-01T00:00:00Z'), ['a00'])
  })

  it('search without case and take wildcards for what they are', async () => {
    assert.equal((await where('search', Filter_Operator.OPERATOR_SEARCH, 'THING')).length, 25)
    for (const text of ['%', '_', '\\'])
      assert.deepEqual(await where('search', Filter_Operator.OPERATOR_SEARCH, text), ['a00'])
    assert.deepEqual(await where('search', Filter_Operator.OPERATOR_SEARCH, 'a\0b'), [])
  })

  it('reach no column the list does not name', async () => {
    for (const field of ['tenant', 'constructor', 'id) OR (1=1'])
      await assert.rejects(where(field, Filter_Operator.OPERATOR_EQUALS, 'b'), /the list knows no field/)
  })
})

describe('a page by cursor', () => {
  it('walks the whole list once, also over ties and while rows are added', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { rows, info } = await page({ cursor, perPage: 4 })
      seen.push(...rows.map(({ id }) => id))
      await database.query({
        text: `INSERT INTO thing VALUES ($1, 'a', 'late', 1, plinth_now())`,
        values: [`z${seen.length}`],
      })
      if (info.nextCursor === '') break
      cursor = info.nextCursor
    }
    await database.query({ text: `DELETE FROM thing WHERE name = 'late'` })
    assert.deepEqual(seen, await ids({ perPage: 100 }))
  })

  it('refuses an order that may meet NULL, which pages by number show last in either direction', async () => {
    const note = { column: "nullif(name, 'Thing 3')", type: 'text', isNullable: true } as const
    const from = { fields: { ...source.fields, note } }
    for (const descending of [true, false]) {
      const sort = [{ field: 'note', descending }]
      const { rows } = await page({ sort, perPage: 100 }, from)
      assert.equal(rows.at(-1)?.id, 'a03')
      await assert.rejects(page({ sort, cursor: '' }, from), { code: 'INVALID_PARAMETER' })
    }
  })

  it('refuses what is no cursor of this order', async () => {
    const { nextCursor } = (await page({ cursor: '', perPage: 1 })).info
    const sort = [{ field: 'size', descending: true }]
    for (const wrong of [{ cursor: 'x' }, { cursor: 'e30' }, { cursor: nextCursor, sort }])
      await assert.rejects(page(wrong), { code: 'INVALID_PARAMETER' })
    const forged = Buffer.from(JSON.stringify({ order: '-created_at', values: ['now', 'a'] })).toString('base64url')
    await assert.rejects(page({ cursor: forged }), { code: 'INVALID_PARAMETER' })
  })
})

describe('a page of a list that is scanned', () => {
  const scan = { rowsMax: 7, alias: 'thing', fields: ['name', 'size'] }
  const size = (value: string) => [{ field: 'size', operator: Filter_Operator.OPERATOR_EQUALS, value }]
  const walk = async (fields: Partial<ListQuery>, from: Partial<PageSource> = {}) => {
    const pages: string[][] = []
    for (let cursor: string | undefined = ''; cursor !== undefined && pages.length < 30; ) {
      const { rows, info } = await page({ cursor, ...fields }, { scan, ...from })
      pages.push(rows.map(({ id }) => id))
      cursor = info.nextCursor || undefined
    }
    return pages
  }

  it('ends after so many rows, and the next begins there, until every match was shown once', async () => {
    assert.deepEqual(await walk({ filters: size('0') }), [
      ['a24', 'a21'],
      ['a18', 'a15', 'a12'],
      ['a09', 'a06'],
      ['a03'],
    ])
    assert.deepEqual(await walk({ filters: size('9') }), [[], [], [], ['a00']])
    const few = await walk({ filters: size('0'), perPage: 2 })
    assert.deepEqual(few.flat(), ['a24', 'a21', 'a18', 'a15', 'a12', 'a09', 'a06', 'a03'])
    assert.ok(few.every((ids) => ids.length <= 2))
    const oldest = { filters: size('0'), sort: [{ field: 'created_at', descending: false }] }
    assert.deepEqual((await walk(oldest)).flat(), ['a03', 'a06', 'a09', 'a12', 'a15', 'a18', 'a21', 'a24'])
  })

  it('asks a fixed condition in the same way, and nothing of a list without filters', async () => {
    const fixed = { scan: { ...scan, where: 'size = $2' }, values: ['a', 2] }
    assert.deepEqual((await walk({}, fixed)).flat(), ['a23', 'a20', 'a17', 'a14', 'a11', 'a08', 'a05', 'a02'])
    assert.equal((await walk({ perPage: 100 })).length, 1)
  })

  it('is refused by number', async () => {
    await assert.rejects(page({}, { scan }), /read by cursor/)
  })

  it('by number shows what meets the filters among the first rows, and says when there are others', async () => {
    const size = [{ field: 'size', operator: Filter_Operator.OPERATOR_EQUALS, value: '2' }]
    const of = async (numberedMax: number, fields: Partial<ListQuery> = {}, from: Partial<PageSource> = {}) => {
      const numbered = { scan: { ...scan, numberedMax }, totalMax: 20, ...from }
      const { rows, info } = await page({ filters: size, perPage: 2, ...fields }, numbered)
      return [rows.map(({ id }) => id), info.total, info.totalIsExact]
    }
    assert.deepEqual(await of(7), [['a23', 'a20'], 2, false])
    assert.deepEqual(await of(5), [['a23'], 1, false])
    assert.deepEqual(await of(26), [['a23', 'a20'], 8, true])
    assert.deepEqual(await of(25), [['a23', 'a20'], 8, false])
    assert.deepEqual(await of(26, { page: 4 }), [['a05', 'a02'], 8, true])
    assert.deepEqual(await of(26, { page: 5 }), [[], 8, true])
    assert.deepEqual(await of(26, {}, { totalMax: 7 }), [['a23', 'a20'], 7, false])
    // Without such a filter nothing is looked through.
    assert.deepEqual(await of(7, { filters: [] }, { totalMax: 30 }), [['a25', 'a24'], 26, true])
    const parts = [{ where: 'size = 1' }, { where: 'size <> 1' }]
    assert.deepEqual(await of(7, {}, { parts }), [['a23', 'a20'], 2, false])
  })
})

describe('statements', () => {
  const namesOf = async (fields: Partial<ListQuery>, from: Partial<PageSource>) => {
    const names: (string | undefined)[] = []
    const db: Queryable = {
      query: (statement) => {
        names.push(statement.name)
        return database.query(statement)
      },
    }
    await selectPage(db, { ...source, ...from }, query(fields), (thing: Thing) => thing)
    return names
  }
  const equals = (field: string, value: string) => [{ field, operator: Filter_Operator.OPERATOR_EQUALS, value }]

  it('are prepared, for every value alike, where the list says that one plan serves them all', async () => {
    const prepared = ['name']
    const names = await namesOf({ filters: equals('name', 'Thing 7') }, { prepared })
    assert.deepEqual(
      names.map((name) => name?.slice(0, 5)),
      ['page_', 'page_'],
    )
    assert.deepEqual(await namesOf({ filters: equals('name', 'Thing 8') }, { prepared }), names)
    assert.notDeepEqual(await namesOf({ filters: equals('name', 'Thing 7'), perPage: 7 }, { prepared }), names)
  })

  it('are planned anew under other filters, on deep pages and in lists that do not say so', async () => {
    const unnamed = [undefined, undefined]
    assert.deepEqual(await namesOf({ filters: equals('size', '1') }, { prepared: ['name'] }), unnamed)
    assert.deepEqual(await namesOf({ filters: equals('name', 'a\0') }, { prepared: ['name'] }), unnamed)
    assert.deepEqual(await namesOf({}, {}), unnamed)
    assert.equal((await namesOf({ page: 9 }, { prepared: [] }))[0], undefined)
  })

  const ofTenant = (tenant: string, list: string): Partial<PageSource> => ({
    prepared: [],
    where: `tenant = $1 AND '${list}' <> ''`,
    values: [tenant],
  })
  /** How many statements, and whether all were prepared, when a tenant asks for these sizes of pages. */
  const prepareSizes = async (from: Partial<PageSource>, sizes: readonly number[]) => {
    const names = new Set<string | undefined>()
    for (const perPage of sizes)
      for (const page of [1, 2, 3]) for (const name of await namesOf({ page, perPage }, from)) names.add(name)
    return { count: names.size, areAll: !names.has(undefined) }
  }
  const everySize = Array.from({ length: 100 }, (_, at) => at + 1)

  it('are prepared a few times for one caller of a list, whatever it varies; the others’ usual pages still are', async () => {
    const odd = await prepareSizes(ofTenant('t1', 'greedy'), everySize)
    assert.ok(odd.count <= 15 && !odd.areAll, `${odd.count} statements`)
    await prepareSizes(ofTenant('t2', 'greedy'), [50])
    assert.equal((await prepareSizes(ofTenant('t3', 'greedy'), [50])).areAll, true)
    assert.equal((await prepareSizes(ofTenant('t1', 'another'), [15, 50])).areAll, true)
  })

  it('are prepared no more than 200 times in all, whatever callers vary', async () => {
    const prepared = new Set<string>()
    for (let list = 0; list < 20; list++)
      for (const tenant of ['t1', 't2'])
        for (const perPage of everySize.slice(0, 20))
          for (const name of await namesOf({ perPage }, ofTenant(tenant, `${list}`)))
            if (name !== undefined) prepared.add(name)
    assert.ok(prepared.size > 100 && prepared.size <= 200, `${prepared.size} names`)
  })
})

describe('a total that is kept elsewhere', () => {
  it('is asked for as long as it knows every filter, else the rows are counted', async () => {
    const total = {
      sum: '41 + count(*)',
      from: 'thing',
      where: "tenant = $1 AND id = 'a00'",
      fields: { name: source.fields['name'] ?? never() },
      search: [],
    }
    const totalOf = async (fields: Partial<ListQuery>) => (await page(fields, { total })).info.total
    assert.equal(await totalOf({}), 42)
    assert.equal(
      await totalOf({ filters: [{ field: 'name', operator: Filter_Operator.OPERATOR_EQUALS, value: 'x' }] }),
      41,
    )
    assert.equal(
      await totalOf({ filters: [{ field: 'size', operator: Filter_Operator.OPERATOR_EQUALS, value: '9' }] }),
      1,
    )
    assert.equal(
      await totalOf({ filters: [{ field: 'search', operator: Filter_Operator.OPERATOR_SEARCH, value: 'thing' }] }),
      25,
    )
  })
})

describe('orders', () => {
  it('are those of the list: what is only filtered by sorts nothing', async () => {
    const fields = { ...source.fields, size: { column: 'size', type: 'number', isUnsorted: true } as const }
    await assert.rejects(page({ sort: [{ field: 'size', descending: true }] }, { fields }), /never sorted by size/)
  })
})

function never(): never {
  throw new Error('the list has a name')
}

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { meets } from './meets.ts'
import { parseFilter } from './parse.ts'
import { SearchableData } from './searchable-data.ts'

function matches(filter: unknown, data: unknown): boolean {
  const read = parseFilter(filter)
  assert.ok('rule' in read, JSON.stringify(read))
  return meets(read.rule, new SearchableData(data))
}

/** The filter, then data that meets it, then data that does not. */
function rule(title: string, filter: unknown, met: readonly unknown[], missed: readonly unknown[]): void {
  it(title, () => {
    for (const data of met) assert.equal(matches(filter, data), true, JSON.stringify(data))
    for (const data of missed) assert.equal(matches(filter, data), false, JSON.stringify(data))
  })
}

describe('what a filter matches', () => {
  rule('no conditions: everything', {}, [{}, { a: 1 }, null, [], undefined], [])
  rule('all conditions', { a: 1, b: 2 }, [{ a: 1, b: 2, c: 3 }], [{ a: 1 }, { b: 2 }, {}])
  rule('dotted and nested names alike', { 'a.b': { c: 1 } }, [{ a: { b: { c: 1 } } }], [{ 'a.b': { c: 1 } }, { a: 1 }])
  rule(
    'only the same type',
    { a: { $gte: 5 } },
    [{ a: 5 }, { a: 5.5 }],
    [{ a: '5' }, { a: true }, { a: null }, { a: {} }],
  )
  rule(
    'strings by their code units',
    { a: { $gt: 'a' } },
    [{ a: 'aa' }, { a: 'é' }],
    [{ a: 'a' }, { a: 'A' }, { a: 98 }],
  )
  rule('strings as they are', { a: 'é' }, [{ a: '\u00e9' }], [{ a: 'e\u0301' }, { a: 'É' }])
  rule('null: present and null', { a: null }, [{ a: null }, { a: [null] }], [{}, { a: 0 }, { a: '' }])
  rule('$exists: any value, null too', { a: { $exists: true } }, [{ a: null }, { a: [] }, { a: 0 }], [{}, { b: 1 }])
  rule('$exists false', { 'a.b': { $exists: false } }, [{}, { a: {} }, { a: 1 }, { a: [] }], [{ a: { b: null } }])
  rule(
    '$neq: not $eq, so a missing value too',
    { a: { $neq: 1 } },
    [{}, { a: '1' }, { a: [2] }],
    [{ a: 1 }, { a: [1, 2] }],
  )
  rule('$in of nothing: nothing', { a: { $in: [] } }, [], [{}, { a: null }, { a: [] }])
  rule('$nin of nothing: everything', { a: { $nin: [] } }, [{}, { a: null }, { a: [] }], [])
  rule('$nin: not $in', { a: { $nin: [1, 'x'] } }, [{}, { a: '1' }, { a: 2 }], [{ a: 1 }, { a: ['x', 2] }])
  rule('$not of a missing value', { a: { $not: { $gt: 5 } } }, [{}, { a: 5 }, { a: 'x' }], [{ a: 6 }])
  rule('$not of a group', { $not: { a: 1, b: 2 } }, [{}, { a: 1 }], [{ a: 1, b: 2 }])
  rule('$or and $and in a property', { a: { $or: [1, { $gt: 5 }] } }, [{ a: 1 }, { a: 6 }], [{ a: 5 }, {}])
  rule('$startsWith, $endsWith', { a: { $startsWith: 'x', $endsWith: 'z' } }, [{ a: 'xz' }], [{ a: 'x' }, { a: 5 }, {}])
  rule('an entry of a list', { tags: 'x' }, [{ tags: ['y', 'x'] }, { tags: 'x' }], [{ tags: [] }, { tags: [['x']] }])
  rule(
    'an entry on the way',
    { 'items.sku': 'A' },
    [{ items: [{ sku: 'B' }, { sku: 'A' }] }],
    [{ items: [[{ sku: 'A' }]] }],
  )
  rule('each condition an entry of its own', { i: { s: 1, q: 2 } }, [{ i: [{ s: 1 }, { q: 2 }] }], [{ i: [{ s: 1 }] }])
  rule('no entry by number', { 'a.0': 'x' }, [{ a: { 0: 'x' } }], [{ a: ['x'] }])
  rule(
    'no inherited property',
    { 'a.constructor': { $exists: true } },
    [{ a: { constructor: 1 } }],
    [{ a: {} }, { a: 's' }],
  )
  rule('no length', { 'a.length': { $exists: true } }, [{ a: { length: 1 } }], [{ a: 'xy' }, { a: [1] }])
  it('__proto__ is an ordinary name', () => {
    const data = JSON.parse('{"__proto__": {"admin": true}}')
    assert.equal(matches(JSON.parse('{"__proto__.admin": true}'), data), true)
    assert.equal(matches({ admin: true }, data), false)
    assert.equal(matches(JSON.parse('{"__proto__": {"$exists": true}}'), {}), false)
  })
  it('numbers beyond 2^53 as doubles', () => {
    const data = JSON.parse('{"a": 9007199254740993, "b": 1e400}')
    assert.equal(matches({ a: { $gt: Number.MAX_SAFE_INTEGER } }, data), true)
    assert.equal(matches({ b: { $gt: 1 } }, data), true)
    assert.equal(matches({ a: 0 }, JSON.parse('{"a": -0}')), true)
  })
})

describe('data of any shape', () => {
  const fifty = Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`x${at}.y.z`, { $neq: at }]))
  it('100,000 properties and entries', () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]))
    assert.equal(matches({ k99999: 99_999 }, wide), true)
    assert.equal(matches(fifty, { x0: Array.from({ length: 100_000 }, () => ({ y: [] })) }), true)
  })
  it('100,000 levels deep', () => {
    const deep = JSON.parse(`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "b": 1}`)
    assert.equal(matches({ 'a.b': 1 }, deep), false)
    assert.equal(matches({ b: 1, a: { $exists: true } }, deep), true)
    const objects = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
    assert.equal(matches({ [Array.from({ length: 100 }, () => 'a').join('.')]: { $exists: true } }, objects), true)
  })
  it('a string of a million characters', () => {
    const text = 'x'.repeat(1_000_000)
    assert.equal(
      matches({ a: { $startsWith: 'x'.repeat(1_000), $endsWith: 'x', $gt: 'w', $neq: 'x' } }, { a: text }),
      true,
    )
  })
})

describe('the data of one event, asked by 2,500 conditions of 50 filters', () => {
  const length = 2_000
  const conditions = (make: (at: number) => object) =>
    Array.from({ length: 50 }, (_, filter) => ({ $or: Array.from({ length: 50 }, (_, at) => make(filter * 50 + at)) }))
  const rulesOf = (filters: readonly object[]) =>
    filters.map((filter) => {
      const read = parseFilter(filter)
      assert.ok('rule' in read, JSON.stringify(read))
      return read.rule
    })

  it('give each value of a list once to each of the five kinds of questions', () => {
    let reads = 0
    const list = new Proxy(
      Array.from({ length }, (_, at) => (at % 2 === 0 ? at : `s${at}`)),
      {
        get: (target, key) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++
          return Reflect.get(target, key)
        },
      },
    )
    const kinds = [
      (at: number) => ({ $eq: -1 - at }),
      (at: number) => ({ $in: [-1 - at, `t${at}`] }),
      (at: number) => ({ $gt: length + at }),
      (at: number) => ({ $lte: -1 - at }),
      (at: number) => ({ $gte: `t${at}` }),
      (at: number) => ({ $lt: `r${at}` }),
      (at: number) => ({ $startsWith: `t${at}` }),
      (at: number) => ({ $endsWith: `s${at}s` }),
    ]
    const filters = conditions((at) => ({ a: kinds[at % kinds.length]?.(at) }))
    const data = new SearchableData({ a: list })
    for (const rule of rulesOf(filters)) assert.equal(meets(rule, data), false)
    assert.ok(reads <= 5 * length, `${reads} reads of ${length} values`)
  })
  it('show the properties of each object once, whatever paths are asked for', () => {
    let reads = 0
    const counted = (entry: object) =>
      new Proxy(entry, {
        ownKeys: (target) => {
          reads++
          return Reflect.ownKeys(target)
        },
        getOwnPropertyDescriptor: (target, key) => {
          if (!Object.hasOwn(target, key)) reads++
          return Reflect.getOwnPropertyDescriptor(target, key)
        },
      })
    const data = new SearchableData({ a: Array.from({ length }, () => counted({ b: counted({ c: 1 }) })) })
    for (const rule of rulesOf(conditions((at) => ({ [`a.b.d${at}`]: { $exists: true } }))))
      assert.equal(meets(rule, data), false)
    for (const rule of rulesOf(conditions((at) => ({ [`a.x${at}.y`]: 1 })))) assert.equal(meets(rule, data), false)
    assert.ok(reads <= 2 * length, `${reads} reads of ${2 * length} objects`)
  })
})

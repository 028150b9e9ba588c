import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseFilter } from './parse.ts'

const faults = (filter: unknown) => {
  const read = parseFilter(filter)
  return 'faults' in read ? read.faults : []
}
const pointers = (filter: unknown) => faults(filter).map(({ pointer }) => pointer)
const manyConditions = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, at]))

describe('a filter', () => {
  it('is read with every operator, nested and dotted names, and groups', () => {
    assert.deepEqual(
      parseFilter({
        amount: { $gte: 100 },
        'customer.country': { $in: ['DE', 'AT'] },
        customer: { name: { $not: { $startsWith: 'x' } }, vip: true },
        $or: [{ a: null }, { b: { $exists: false } }],
      }),
      {
        rule: {
          kind: 'all',
          rules: [
            { kind: 'condition', path: 'amount', operator: '$gte', operand: 100 },
            { kind: 'condition', path: 'customer.country', operator: '$in', operand: ['DE', 'AT'] },
            {
              kind: 'all',
              rules: [
                {
                  kind: 'not',
                  rule: { kind: 'condition', path: 'customer.name', operator: '$startsWith', operand: 'x' },
                },
                { kind: 'condition', path: 'customer.vip', operator: '$eq', operand: true },
              ],
            },
            {
              kind: 'any',
              rules: [
                { kind: 'condition', path: 'a', operator: '$eq', operand: null },
                { kind: 'condition', path: 'b', operator: '$exists', operand: false },
              ],
            },
          ],
        },
      },
    )
  })
  it('without conditions is empty', () => {
    assert.deepEqual(parseFilter({}), { rule: { kind: 'all', rules: [] } })
  })
  it('names every fault by its pointer, and says what to write', () => {
    assert.deepEqual(faults({ 'a/b~c': { $gte: true }, tags: ['x'], 'n.$gt': 1, $gte: 5, m: { $regex: 'x' } }), [
      { pointer: '/a~1b~0c/$gte', sentence: 'The value must be a number or a string.' },
      { pointer: '/tags', sentence: 'A list is no condition. For one of several values write {"$in": […]}.' },
      {
        pointer: '/n.$gt',
        sentence: 'An operator stands by itself: write {"a": {"$gt": 1}} and not {"a.$gt": 1}.',
      },
      {
        pointer: '/$gte',
        sentence: 'A comparison needs a property: write {"amount": {"$gte": 100}}, not {"$gte": 100}.',
      },
      {
        pointer: '/m/$regex',
        sentence:
          'The operator $regex does not exist. The operators are $eq $neq $gt $gte $lt $lte $in $nin $exists $startsWith $endsWith $not $and $or.',
      },
    ])
  })
  it('is refused when it is no object', () => {
    for (const filter of [null, 5, 'x', true, [], [{}], undefined]) assert.deepEqual(pointers(filter), [''])
  })
  it('refuses operands of the wrong kind', () => {
    for (const [operator, operand] of [
      ['$eq', {}],
      ['$eq', ['x']],
      ['$neq', ['x']],
      ['$lt', null],
      ['$in', 'x'],
      ['$in', [['x']]],
      ['$in', Array.from({ length: 101 }, () => 1)],
      ['$nin', {}],
      ['$exists', 1],
      ['$startsWith', 1],
      ['$endsWith', null],
      ['$not', []],
      ['$not', {}],
      ['$and', {}],
      ['$and', []],
      ['$or', []],
      ['$or', [{}]],
      ['$eq', 'x'.repeat(1_001)],
      ['$eq', 'a\0'],
      ['$in', ['\ud800']],
      ['$gt', 2 ** 53],
      ['$eq', Number.POSITIVE_INFINITY],
    ] as const) {
      assert.equal(faults({ a: { [operator]: operand } }).length, 1, `${operator} ${JSON.stringify(operand)}`)
    }
  })
  it('refuses names that name nothing', () => {
    for (const name of ['', '.', 'a.', '.a', 'a..b', 'x'.repeat(257), 'a\0', '\udc00']) {
      assert.equal(faults({ [name]: 1 }).length, 1, JSON.stringify(name))
    }
  })
  it('takes names that objects inherit', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'a.__proto__.b']) {
      assert.deepEqual(faults(JSON.parse(`{"${name}": 1}`)), [], name)
    }
  })
  it('has at most 50 conditions', () => {
    assert.deepEqual(faults(manyConditions(50)), [])
    assert.deepEqual(pointers(manyConditions(51)), [''])
    assert.deepEqual(pointers({ $or: [manyConditions(30), manyConditions(30)] }), [''])
    assert.deepEqual(pointers(manyConditions(800)), [''])
  })
  it('nests at most 5 objects', () => {
    assert.deepEqual(faults({ $or: [{ $and: [{ a: { $not: { $gt: 1 } } }] }] }), [])
    assert.deepEqual(pointers({ $or: [{ $and: [{ a: { b: { $not: { $gt: 1 } } } }] }] }), ['/$or/0/$and/0/a/b/$not'])
  })
  it('has names and strings whose characters are counted', () => {
    const [name, text] = ['😀'.repeat(256), '😀'.repeat(1_000)]
    assert.deepEqual(faults({ [name]: { $startsWith: text } }), [])
    for (const filter of [{ [`${name}x`]: 1 }, { a: `${text}x` }]) assert.equal(faults(filter).length, 1)
  })
  it('has at most 16,384 characters', () => {
    assert.deepEqual(pointers({ a: { $in: Array.from({ length: 17 }, () => 'x'.repeat(1_000)) } }), [''])
  })
  it('names at most 20 faults', () => {
    assert.equal(faults(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, []]))).length, 20)
  })
})

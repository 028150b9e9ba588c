import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explain } from './explain.ts'
import { parseFilter } from './parse.ts'

function explained(filter: unknown, data: unknown) {
  const read = parseFilter(filter)
  assert.ok('rule' in read, JSON.stringify(read))
  return explain(read.rule, data)
}

describe('why a filter matches', () => {
  it('a sentence for each condition that had to hold', () => {
    assert.deepEqual(
      explained({ amount: { $gte: 100, $lt: 500 }, country: { $in: ['DE', 'AT'] } }, { amount: 120, country: 'AT' }),
      {
        matches: true,
        because: [
          '"amount" must be at least 100 and is 120.',
          '"amount" must be less than 500 and is 120.',
          '"country" must be one of "DE", "AT" and is "AT".',
        ],
      },
    )
  })
  it('otherwise those that failed alone', () => {
    assert.deepEqual(explained({ amount: { $gte: 100 }, country: 'DE', vip: true }, { amount: 120, country: 'FR' }), {
      matches: false,
      because: ['"country" must be "DE" but is "FR".', '"vip" must be true but is missing.'],
    })
  })
  it('of alternatives those that held, or all', () => {
    const filter = { $or: [{ a: 1 }, { b: { $startsWith: 'x' } }, { c: { $exists: true } }] }
    assert.deepEqual(explained(filter, { a: 1, b: 'y', c: null }).because, [
      '"a" must be 1 and is 1.',
      '"c" must be present and is null.',
    ])
    assert.deepEqual(explained(filter, { b: 'y' }).because, [
      '"a" must be 1 but is missing.',
      '"b" must start with "x" but is "y".',
      '"c" must be present but is missing.',
    ])
  })
  it('negated as it is meant', () => {
    assert.deepEqual(explained({ $not: { a: 1, b: { $neq: 2 } } }, { a: 1, b: 2 }), {
      matches: true,
      because: ['"b" must be 2 and is 2.'],
    })
    assert.deepEqual(
      explained({ a: { $not: { $gt: 5 } }, b: { $nin: ['x'] }, c: { $exists: false } }, { a: 6, b: 'x', c: 1 }),
      {
        matches: false,
        because: [
          '"a" must not be greater than 5 but is 6.',
          '"b" must not be one of "x" but is "x".',
          '"c" must not be present but is 1.',
        ],
      },
    )
  })
  it('names lists and objects, and shortens what is long', () => {
    const because = (filter: unknown, data: unknown) => explained(filter, data).because[0]
    assert.equal(
      because({ a: 'z' }, { a: ['x', {}, []] }),
      '"a" must be "z" but has the values "x", an object, a list.',
    )
    assert.equal(because({ a: 'z' }, { a: [] }), '"a" must be "z" but is an empty list.')
    assert.equal(because({ a: 'z' }, { a: {} }), '"a" must be "z" but is an object.')
    assert.equal(because({ a: 9 }, { a: [1, 2, 3, 4, 5, 6] }), '"a" must be 9 but has the values 1, 2, 3, 4, 5, ….')
    const long = 'x'.repeat(100)
    assert.equal(because({ a: { $in: [] } }, { a: `${long}y` }), `"a" must be one of no values but is "${long}…".`)
    assert.equal(because({}, {}), 'The filter has no conditions.')
  })
})

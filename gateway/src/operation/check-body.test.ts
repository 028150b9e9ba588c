import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { z } from 'zod'
import { operations } from '../operations.ts'
import { bodyCheck } from './check-body.ts'
import { countCheck, entryBounds } from './entry-counts.ts'

const schema = z.strictObject({ name: z.string() })
const refusedBy = (check: (body: unknown) => unknown, body: unknown) => {
  try {
    check(body)
  } catch (err) {
    assert.ok(err instanceof PlinthError)
    return err.details
  }
  return assert.fail('it was not refused')
}
const refused = (body: unknown) => refusedBy(bodyCheck(schema), body)

/** A schema that counts how often it is asked. */
function counting() {
  let asked = 0
  const entry = z.strictObject({
    feature: z.string().refine(
      () => {
        asked++
        return false
      },
      { abort: true },
    ),
  })
  return { entry, asked: () => asked }
}
const entries = (count: number) => Array.from({ length: count }, () => ({ feature: 'a' }))

describe('bodyCheck', () => {
  it('names unknown fields that every object inherits', () => {
    assert.deepEqual(refused({ name: 'a', toString: 1, constructor: 2 }), {
      toString: ['The toString field is not known.'],
      constructor: ['The constructor field is not known.'],
    })
  })

  it('names no more than 100 fields, and none at length', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, at]))
    assert.equal(Object.keys(refused({ name: 'a', ...many })).length, 100)
    assert.ok(JSON.stringify(refused({ name: 'a', ['x'.repeat(100_000)]: 1 })).length < 1_000)
  })

  it('counts the entries of a list before it looks at one', () => {
    const { entry, asked } = counting()
    const check = bodyCheck(z.strictObject({ checks: z.array(entry).max(100) }))
    assert.deepEqual(refusedBy(check, { checks: entries(101) }), {
      checks: ['The checks field must have at most 100 entries.'],
    })
    assert.equal(asked(), 0)
    assert.equal(Object.keys(refusedBy(check, { checks: entries(100) })).length, 100)
    assert.equal(asked(), 100)
  })

  it('counts lists in lists, and maps', () => {
    const pairs = z.record(z.string(), z.string()).register(entryBounds, { entriesMax: 2 })
    const check = bodyCheck(
      z.strictObject({ packages: z.array(z.strictObject({ tags: z.array(z.string()).max(1), pairs })).max(3) }),
    )
    assert.deepEqual(
      refusedBy(check, {
        packages: [
          { tags: ['a', 'b'], pairs: {} },
          { tags: [], pairs: { a: '1', b: '2', c: '3' } },
        ],
      }),
      {
        'packages.0.tags': ['The tags field must have at most 1 entry.'],
        'packages.1.pairs': ['The pairs field must have at most 2 entries.'],
      },
    )
  })

  it('ends a large body at its first refusal', () => {
    const { entry, asked } = counting()
    const check = bodyCheck(z.strictObject({ checks: z.array(entry).max(20_000) }))
    assert.deepEqual(Object.keys(refusedBy(check, { checks: entries(5_000) })), ['checks.0.feature'])
    assert.equal(asked(), 1)
  })
})

describe('every body', () => {
  it('has a bound for each of its lists and maps', () => {
    assert.ok(operations.length > 50)
    for (const { isBatch, body } of operations) if (!isBatch) countCheck(body)
    for (const unbounded of [z.array(z.string()), z.record(z.string(), z.string()), z.json()])
      assert.throws(() => bodyCheck(z.strictObject({ unbounded })))
  })
})

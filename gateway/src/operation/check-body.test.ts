import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { z } from 'zod'
import { checkBody } from './check-body.ts'

const schema = z.strictObject({ name: z.string() })
const refused = (body: unknown) => {
  try {
    checkBody(schema, body)
  } catch (err) {
    assert.ok(err instanceof PlinthError)
    return err.details
  }
  return assert.fail('it was not refused')
}

describe('checkBody', () => {
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
})

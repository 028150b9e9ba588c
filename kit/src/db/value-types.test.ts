import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pg from 'pg'
import { valueTypes } from './value-types.ts'

describe('a time that a query answers', () => {
  const parse = valueTypes().getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')

  it('is its own in each row, though rows share it', () => {
    const [one, other] = [parse('2026-11-25 21:44:03.123+00'), parse('2026-11-25 21:44:03.123+00')]
    assert.deepEqual([one, other], [new Date('2026-11-25T21:44:03.123Z'), new Date('2026-11-25T21:44:03.123Z')])
    assert.notEqual(one, other)
  })

  it('is not taken for the one before', () => {
    const texts = ['2026-01-01 00:00:00+00', '2026-01-02 00:00:00+00', 'infinity', '2026-01-02 00:00:00+00']
    const day = (count: number) => new Date(Date.UTC(2026, 0, count))
    assert.deepEqual(texts.map(parse), [day(1), day(2), Number.POSITIVE_INFINITY, day(2)])
  })
})

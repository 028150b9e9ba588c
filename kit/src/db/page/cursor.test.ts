import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '../../errors/plinth-error.ts'
import { afterCursor, cursorAfter } from './cursor.ts'

const source = {
  ...{ from: 't', where: 'true', values: [], search: [], columns: '*', idColumn: 'id' },
  fields: {
    created_at: { column: 'created_at', type: 'time' },
    count: { column: 'count', type: 'number' },
    is_active: { column: 'is_active', type: 'boolean' },
  },
} as const
type Field = keyof typeof source.fields

/** The values that a cursor with this value hands to PostgreSQL. */
function asked(field: Field, value: unknown, id: unknown = 'x'): readonly unknown[] {
  const conditions = { sql: '', values: [] }
  const cursor = Buffer.from(JSON.stringify({ order: `-${field}`, values: [value, id] })).toString('base64url')
  afterCursor(conditions, source, [{ field, descending: true }], cursor)
  return conditions.values
}

const refused = (field: Field, value: unknown, id?: unknown) =>
  assert.throws(
    () => asked(field, value, id),
    (err) => err instanceof PlinthError && err.code === 'INVALID_PARAMETER',
    JSON.stringify(value),
  )

describe('a cursor', () => {
  it('goes round', () => {
    const at = new Date('2024-02-29T23:59:59.999Z')
    const conditions = { sql: '', values: [] }
    const sort = [{ field: 'created_at', descending: true }]
    afterCursor(conditions, source, sort, cursorAfter(sort, { created_at: at, id: 'evt_1' }))
    assert.deepEqual(conditions.values, [at.toISOString(), 'evt_1'])
  })

  it('that was forged holds no time that PostgreSQL has not', () => {
    for (const time of [
      '2026-02-30T00:00:00.000Z',
      '2025-02-29T00:00:00.000Z',
      '2026-04-31T00:00:00.000Z',
      '0000-01-01T00:00:00.000Z',
      '2026-01-01T24:00:00.000Z',
      '2026-01-01T23:59:60.000Z',
      '2026-13-01T00:00:00.000Z',
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      '+010000-01-01T00:00:00.000Z',
      0,
      null,
    ])
      refused('created_at', time)
    for (const time of ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])
      assert.deepEqual(asked('created_at', time), [time, 'x'])
  })

  it('nor a number, a truth or a text', () => {
    for (const number of [0.5, 1e300, 9_007_199_254_740_992, '1', null, [1]]) refused('count', number)
    for (const truth of [0, 'true', null]) refused('is_active', truth)
    for (const text of ['a\0', 1, null, {}]) refused('count', 1, text)
  })
})

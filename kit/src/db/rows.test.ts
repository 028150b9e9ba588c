import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Queryable } from './database.ts'
import { arraysOf, fromRow, readRow, readRows, theRow } from './rows.ts'

interface Thing {
  id: string
  createdAt: Date
  endsAt: Date | undefined
  settings: object
}

const at = new Date(0)
const row = { id: 'thg_1', created_at: at, ends_at: null, settings: { time_zone: 'UTC' } }
const thing: Thing = { id: 'thg_1', createdAt: at, endsAt: undefined, settings: { time_zone: 'UTC' } }
// The caller of query says what a row is.
const answering = (...rows: object[]): Queryable => ({ query: async () => rows as never })

describe('rows', () => {
  it('have their columns as fields, undefined for NULL, and what JSON holds as it is', () => {
    assert.deepEqual(fromRow<Thing>(row), thing)
    assert.deepEqual(fromRow<{ p95Ms: number; success1h: number }>({ p95_ms: 0, success1h: 1 }), {
      p95Ms: 0,
      success1h: 1,
    })
  })

  it('are read all, or the first alone', async () => {
    assert.deepEqual(await readRows<Thing>(answering(row, row), { text: '' }), [thing, thing])
    assert.deepEqual(await readRow<Thing>(answering(row, row), { text: '' }), thing)
    assert.equal(await readRow<Thing>(answering(), { text: '' }), undefined)
  })

  it('that a statement always has fail by the name of the statement when they are missing', async () => {
    assert.deepEqual(await theRow<Thing>(answering(row), { name: 'thing_save', text: '' }), thing)
    await assert.rejects(theRow<Thing>(answering(), { name: 'thing_save', text: '' }), /thing_save answered no row/)
  })

  it('are written as one array for each field', () => {
    assert.deepEqual(arraysOf([thing, { ...thing, id: 'thg_2' }], 'createdAt id'), [
      [at, at],
      ['thg_1', 'thg_2'],
    ])
    // @ts-expect-error A thing has no such field.
    assert.deepEqual(arraysOf([thing], 'id name'), [['thg_1'], [undefined]])
  })
})

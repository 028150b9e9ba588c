import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import type { Shape } from './view.ts'
import { listEnvelope, one } from './view.ts'

const query = { page: 1, perPage: 2, filters: [], sort: [] }
const shape = (list: Partial<ListQuery>, isAppendOnly = false): Shape => ({
  fields: undefined,
  includes: new Set(),
  list: { ...query, ...list },
  isAppendOnly,
  link: (changes) => JSON.stringify(changes),
})
const rows = (count: number) => Array.from({ length: count }, (_row, id) => ({ id }))
const info = (total: number, rest: object = {}) => ({ total, totalIsExact: true, nextCursor: '', ...rest })
const link = (page: number) => `{"page":"${page}"}`

describe('a list envelope', () => {
  it('says where a page in the middle is', () => {
    const { meta, links } = listEnvelope(rows(2), info(5), shape({ page: 2 }))
    assert.deepEqual(meta, { current_page: 2, per_page: 2, total: 5, last_page: 3, from: 3, to: 4 })
    assert.deepEqual(links, { first: link(1), last: link(3), prev: link(1), next: link(3) })
  })

  it('has a last page even when it is empty, and no neighbours there', () => {
    const { meta, links } = listEnvelope([], info(0), shape({}))
    assert.deepEqual(meta, { current_page: 1, per_page: 2, total: 0, last_page: 1, from: null, to: null })
    assert.deepEqual(links, { first: link(1), last: link(1), prev: null, next: null })
  })

  it('leads back from past the end', () => {
    const { links } = listEnvelope([], info(3), shape({ page: 9 }))
    assert.deepEqual(links, { first: link(1), last: link(2), prev: link(2), next: null })
  })

  it('by cursor: only what comes next', () => {
    const list = { page: 0, cursor: '' }
    assert.deepEqual(listEnvelope(rows(2), info(5, { nextCursor: 'abc' }), shape(list, true)), {
      data: rows(2),
      meta: { per_page: 2, next_cursor: 'abc' },
      links: { next: '{"cursor":"abc"}' },
    })
    assert.deepEqual(listEnvelope([], info(5), shape(list, true)).links, { next: null })
  })

  it('400 naming cursor for pages deeper than an append-only list counts', () => {
    const deep = shape({ page: 5_001 }, true)
    assert.throws(
      () => listEnvelope([], info(10_000, { totalIsExact: false }), deep),
      (err) =>
        err instanceof PlinthError && err.code === 'INVALID_PARAMETER' && /cursor/.test(String(err.details['page'])),
    )
    assert.equal(Object(listEnvelope([], info(7), deep).meta).total_is_exact, true)
  })
})

describe('a single row', () => {
  const render = one(
    'thing',
    (thing: object) => ({ ...thing }),
    () => ({ more: 2 }),
  )
  const data = (...fields: string[]) =>
    render({ thing: { id: 'a', name: 'A' } }, { ...shape({}), fields: new Set(fields) }).body?.['data']

  it('has the fields that are asked for, also of those that only this answer shows', () => {
    assert.deepEqual(data('name'), { id: 'a', name: 'A' })
    assert.deepEqual(data('more'), { id: 'a', more: 2 })
  })
})

describe('an operation with an output', () => {
  it('cannot be written without a view', () => {
    const facts = { id: 'things.get', summary: 'Get a thing', scope: 'any' } as const
    const bare = { ...facts, route: 'GET /things', run: () => Promise.resolve({}) } as const
    assert.equal(operation(bare).output, undefined)
    // @ts-expect-error: the answer would have no body.
    operation({ ...bare, output: z.object({}) })
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { Filter_Operator as Operator } from '@plinth/proto/common/v1/list.ts'
import { createdFilters, type ListSpec, searchFilter } from '../../../operation/list-spec.ts'
import { parseListQuery } from './parse-list-query.ts'

const spec: ListSpec = {
  filters: {
    status: { kind: 'choice', words: ['active', 'suspended'] },
    is_active: { kind: 'boolean' },
    ...createdFilters,
    ...searchFilter,
  },
  sorts: ['created_at', 'name'],
  isAppendOnly: true,
}
const parse = (query: string) => parseListQuery(new URLSearchParams(query), spec)
const refused = (query: string, code: string, field: string) =>
  assert.throws(
    () => parse(query),
    (err) => err instanceof PlinthError && err.code === code && Object.keys(err.details).join() === field,
    query,
  )

describe('a list query', () => {
  it('is the first 15, newest first, when nothing was asked', () => {
    assert.deepEqual(parse(''), {
      page: 1,
      perPage: 15,
      filters: [],
      sort: [{ field: 'created_at', descending: true }],
    })
  })

  it('refuses a request without a parameter that it must have', () => {
    const required: ListSpec = { filters: { feature: { kind: 'text', required: { example: 'tokens' } } }, sorts: [] }
    for (const query of ['', 'feature=', 'feature=%20'])
      assert.throws(
        () => parseListQuery(new URLSearchParams(query), required),
        (err) =>
          err instanceof PlinthError &&
          err.code === 'INVALID_PARAMETER' &&
          err.details['feature']?.[0] === 'The parameter is required.',
        query,
      )
    assert.equal(parseListQuery(new URLSearchParams('feature=tokens'), required).filters[0]?.value, 'tokens')
  })

  it('is the first page by cursor where a list knows nothing else', () => {
    const query = parseListQuery(new URLSearchParams('per_page=2'), { filters: {}, sorts: [], isCursorOnly: true })
    assert.deepEqual([query.page, query.perPage, query.cursor], [0, 2, ''])
  })

  it('caps per_page at 100 and takes pages of any depth', () => {
    assert.equal(parse('per_page=101').perPage, 100)
    assert.equal(parse('page=99999999999').page, 2_147_483_647)
  })

  it('400 for a page or per_page below 1, or that is no whole number', () => {
    for (const value of ['0', '-1', '1.5', 'x', '', '1e3', '0x10', ' 1']) {
      refused(`page=${value}`, 'INVALID_PARAMETER', 'page')
      refused(`per_page=${value}`, 'INVALID_PARAMETER', 'per_page')
    }
  })

  it('sorts by several fields, "-" for descending', () => {
    assert.deepEqual(parse('sort=-created_at,name').sort, [
      { field: 'created_at', descending: true },
      { field: 'name', descending: false },
    ])
  })

  it('400 for a sort that is unknown, empty or repeated', () => {
    for (const value of ['secret', '', '-', 'name,', 'name,-name', '--name']) {
      refused(`sort=${value}`, 'INVALID_PARAMETER', 'sort')
    }
  })

  it('takes times with offsets, and a date as its first moment in UTC', () => {
    const { filters } = parse('created_after=2026-01-02&created_before=2026-01-03T02:00:00%2B02:00')
    assert.deepEqual(filters, [
      { field: 'created_at', operator: Operator.OPERATOR_AT_LEAST, value: '2026-01-02T00:00:00.000Z' },
      { field: 'created_at', operator: Operator.OPERATOR_AT_MOST, value: '2026-01-03T00:00:00.000Z' },
    ])
  })

  it('400 for what is no time', () => {
    for (const value of [
      'yesterday',
      '2026-02-30',
      '2026-01-01T25:00:00Z',
      '2026-01-01T10:00:00',
      '0000-01-01',
      '1',
      '',
    ]) {
      refused(`created_after=${value}`, 'INVALID_PARAMETER', 'created_after')
    }
  })

  it('422 for an after that is later than its before; equal is fine', () => {
    refused('created_after=2026-01-03&created_before=2026-01-02', 'VALIDATION_ERROR', 'created_after')
    assert.equal(parse('created_after=2026-01-02&created_before=2026-01-02').filters.length, 2)
  })

  it('takes true, false, 1 and 0 for booleans, and listed words only for choices', () => {
    const value = (query: string) => parse(query).filters[0]?.value
    assert.deepEqual(
      ['true', '1', 'false', '0'].map((word) => value(`is_active=${word}`)),
      ['true', 'true', 'false', 'false'],
    )
    refused('is_active=yes', 'INVALID_PARAMETER', 'is_active')
    refused('status=gone', 'INVALID_PARAMETER', 'status')
  })

  it('pages by cursor, empty for the first page, but not by both', () => {
    assert.deepEqual(
      [parse('cursor='), parse('cursor=abc')].map(({ page, cursor }) => ({ page, cursor })),
      [
        { page: 0, cursor: '' },
        { page: 0, cursor: 'abc' },
      ],
    )
    refused('cursor=abc&page=2', 'INVALID_PARAMETER', 'cursor')
  })
})

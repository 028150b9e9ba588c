import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  choiceField,
  type Field,
  fromFirstPage,
  isFiltered,
  isMove,
  noFilters,
  pageField,
  readView,
  textField,
  writeView,
} from './view.ts'

const fields = { search: textField, status: choiceField(['', 'active', 'suspended'], ''), page: pageField }

describe('the state of a list in its URL', () => {
  it('leaves defaults out', () => {
    assert.equal(writeView('', { search: '', status: '', page: 1 }, fields), '')
    assert.equal(
      writeView('', { search: 'a&b', status: 'active', page: 3 }, fields),
      'search=a%26b&status=active&page=3',
    )
  })
  it('reads what it wrote', () => {
    for (const search of ['', 'ä ö=?&#', '100%', '+'])
      for (const status of ['', 'active'] as const)
        for (const page of [1, 2, 999_999]) {
          const view = { search, status, page }
          assert.deepEqual(readView(writeView('', view, fields), fields), view)
        }
  })
  it('has no secret that was pasted, nor takes one from an address', () => {
    const key = 'sk_live_AbCdEfGhIjKlMn01_0RpQxWcVbNmAsDfGhJkLqWeRtYuIoPzXcVbNm012345_0a1B2c'
    const shown = { search: 'sk_live_AbCdEfGhIjKlMn01', status: '', page: 1 } as const
    assert.equal(writeView('', { ...shown, search: key }, fields), 'search=sk_live_AbCdEfGhIjKlMn01')
    assert.deepEqual(readView(`search=${key}`, fields), shown)
    assert.equal(writeView('', { ...shown, search: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }, fields), '')
  })
  it('takes the default for a value that is none of the choices, and leaves out what it does not know', () => {
    const plain = { search: '', status: '', page: 1 }
    assert.deepEqual(readView('status=gone&page=-1&other=1', fields), plain)
    for (const page of ['0', '1e3', '01', 'x', '1234567']) assert.deepEqual(readView(`page=${page}`, fields), plain)
  })
  it('keeps what another list of the page has in the query', () => {
    const view = { search: '', status: 'active', page: 1 } as const
    assert.equal(writeView('sessions=2&search=old&page=4', view, fields), 'sessions=2&status=active')
  })
  it('is filtered where a filter is not as it is without one', () => {
    const { page: _, ...filters } = fields
    assert.deepEqual(noFilters(filters), { search: '', status: '' })
    const views = [{}, { page: 2 }, { status: 'active' }].map((changes) => ({ ...readView('', fields), ...changes }))
    assert.deepEqual(
      views.map((view) => isFiltered(view as ReturnType<typeof readView<typeof fields>>, filters)),
      [false, false, true],
    )
  })
  it('goes back to the first page, unless the change is one of the page', () => {
    const beside: Field<string> = { ...textField, isBeside: true }
    const named = { search: textField, sessions: pageField, keys: pageField, replays: beside }
    assert.deepEqual(fromFirstPage({ search: 'a' }, named), { sessions: 1, keys: 1, search: 'a' })
    assert.deepEqual(fromFirstPage({ sessions: 2 }, named), { sessions: 2 })
    assert.deepEqual(fromFirstPage({ replays: '' }, named), { replays: '' })
  })
  it('keeps a page for "back" only where another one is shown', () => {
    const view = { search: '', status: '', page: 2 } as const
    const moves = [{ page: 3 }, { search: 'a' }, { page: 2, search: 'a' }].map((changes) =>
      isMove(view, changes, fields),
    )
    assert.deepEqual(moves, [true, false, false])
  })
})

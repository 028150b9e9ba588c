import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { find, partsOf, pathText, sizeOf } from './json-parts.ts'

const root = { data: { 'first name': 'Ada', items: [{ id: 'evt_1' }, 7, null] }, type: 'invoice.paid' }
const paths = (text: string, max = 100) => find(root, text, max).map(({ path }) => pathText(path))

describe('the parts of a JSON value', () => {
  it('have paths that JSONPath reads', () => {
    assert.equal(pathText([]), '$')
    assert.equal(pathText(['data', 'items', 0, 'id']), '$.data.items[0].id')
    assert.equal(pathText(['first name', '"']), '$["first name"]["\\""]')
  })
  it('are counted, and given in their order', () => {
    assert.equal(sizeOf(root.data.items), 3)
    assert.deepEqual(partsOf(root.data.items, ['x'], 2), [
      { path: ['x', 0], value: { id: 'evt_1' } },
      { path: ['x', 1], value: 7 },
    ])
    assert.deepEqual(
      partsOf(root, [], 9).map(({ path }) => path),
      [['data'], ['type']],
    )
  })
  it('are found by name and by value, in any case', () => {
    assert.deepEqual(paths('EVT_'), ['$.data.items[0].id'])
    assert.deepEqual(paths('items'), ['$.data.items'])
    assert.deepEqual(paths('a'), ['$.data', '$.data["first name"]', '$.type'])
    assert.deepEqual(paths('a', 1), ['$.data'])
    assert.deepEqual(paths('null'), ['$.data.items[2]'])
    assert.deepEqual(find('text', 'ex', 9), [{ path: [], value: 'text' }])
  })
  it('are found in a value of any depth', () => {
    const depth = 5_000
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(depth)}"deepest"${'}]'.repeat(depth)}`)
    const [part] = find(deep, 'deepest', 1)
    assert.equal(part?.path.length, 2 * depth)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Method, type OperationFacts, operation } from './operation.ts'
import { routeTable } from './route-table.ts'

const route = (method: Method, path: `/${string}`, facts: Pick<OperationFacts, 'hasNoHead' | 'lines'> = {}) =>
  operation({
    ...facts,
    id: 'things.do',
    summary: '',
    route: `${method} ${path}`,
    scope: 'any',
    run: async () => undefined,
  })
const table = routeTable([
  route('GET', '/things'),
  route('POST', '/things'),
  route('GET', '/things/{thing_id}'),
  route('GET', '/things/stats'),
  route('GET', '/things/{thing_id}/next', { hasNoHead: true }),
  route('GET', '/things/export', { lines: { mediaType: 'application/x-ndjson', example: '' } }),
  route('POST', '/things/{thing_id}/parts/{part_id}/retry'),
])
const found = (method: string, path: string) => {
  const match = table.match(method, path)
  return match.kind === 'operation' ? [match.operation.path, match.params] : match
}

describe('the route table', () => {
  it('finds by method and path and decodes parameters', () => {
    assert.deepEqual(found('GET', '/things'), ['/things', {}])
    assert.deepEqual(found('GET', '/things/a%2Fb'), ['/things/{thing_id}', { thing_id: 'a/b' }])
    assert.deepEqual(found('POST', '/things/1/parts/2/retry'), [
      '/things/{thing_id}/parts/{part_id}/retry',
      { thing_id: '1', part_id: '2' },
    ])
  })

  it('takes the literal before the parameter', () => {
    assert.deepEqual(found('GET', '/things/stats'), ['/things/stats', {}])
  })

  it('answers HEAD as GET', () => assert.deepEqual(found('HEAD', '/things'), ['/things', {}]))

  it('has no HEAD where the GET changes something', () => {
    assert.deepEqual(found('HEAD', '/things/1/next'), { kind: 'method', allow: 'GET' })
    assert.deepEqual(found('GET', '/things/1/next'), ['/things/{thing_id}/next', { thing_id: '1' }])
  })

  it('has no HEAD for lines', () => {
    assert.deepEqual(found('HEAD', '/things/export'), { kind: 'method', allow: 'GET' })
  })

  it('names the methods of a path that has others', () => {
    assert.deepEqual(found('DELETE', '/things'), { kind: 'method', allow: 'GET, HEAD, POST' })
    assert.deepEqual(found('GET', '/things/1/parts/2/retry'), { kind: 'method', allow: 'POST' })
  })

  it('finds nothing for other paths, empty segments and broken encoding', () => {
    for (const path of ['/', '', '/thing', '/things/', '/things//parts', '/things/1/parts', '/Things', '/things/%zz']) {
      assert.deepEqual(found('GET', path), { kind: 'none' }, path)
    }
  })

  it('refuses two records of one route', () => {
    assert.throws(() => routeTable([route('GET', '/a/{x}'), route('GET', '/a/{y}')]), /GET \/a/)
  })
})

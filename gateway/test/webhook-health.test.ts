import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
before(async () => {
  mesh = await startMesh()
})
after(() => mesh?.stop())

const read = (path: string) => mesh.ask('GET', `/api/v1${path}`, { key: mesh.key() })
const health = {
  ...{
    state: 'open',
    open_until: '2026-01-01T00:00:00.000Z',
    in_flight: 1,
    window: 2,
    due: 5,
    held: 0,
    oldest_due_at: null,
  },
  ...{ success_rate_1h: 0.5, p95_ms_1h: null },
}

describe('GET /webhooks with the health', () => {
  it('200 with it where it is asked for, of one and of all', async () => {
    const { json } = await read('/webhooks?include=health&health=open')
    const [row] = json.data as unknown as Record<string, unknown>[]
    assert.deepEqual(row?.['health'], health)
    const { query, withHealth } = mesh.script.last(Endpoints.listEndpoints).request as {
      query: { filters: unknown[] }
      withHealth: boolean
    }
    const filter = { field: 'health', operator: Filter_Operator.OPERATOR_EQUALS, value: 'open' }
    assert.deepEqual([query.filters, withHealth], [[filter], true])
    assert.deepEqual((await read('/webhooks/wh_1?include=health')).json.data['health'], health)
    assert.equal('health' in (await read('/webhooks/wh_1')).json.data, false)
  })

  it('400 for a state that there is not', async () => assert.equal((await read('/webhooks?health=well')).status, 400))
})

describe('GET /webhooks/{id}/series', () => {
  const ask = (query = '') => read(`/webhooks/wh_1/series${query}`)

  it('200 with its points, by the hour unless it is told otherwise', async () => {
    const point = {
      at: '2026-01-01T00:00:00.000Z',
      ok: 3,
      failed: 1,
      timed_out: 0,
      refused: 0,
      p50_ms: 64,
      p95_ms: null,
    }
    assert.deepEqual((await ask()).json, { data: { points: [point] } })
    const asked = () => mesh.script.last(Endpoints.getEndpointSeries).request
    assert.deepEqual(asked(), { id: 'wh_1', bucket: 'hour', from: undefined, to: undefined })
    assert.equal((await ask('?bucket=day&from=2026-01-01&to=2026-01-02T00:00:00Z')).status, 200)
    assert.deepEqual(asked(), { id: 'wh_1', bucket: 'day', from: new Date('2026-01-01'), to: new Date('2026-01-02') })
  })

  for (const [query, status] of [
    ['?bucket=week', 400],
    ['?from=soon', 400],
    ['?from=2026-01-02&to=2026-01-01', 422],
  ] as const)
    it(`${status} for ${query}`, async () => assert.equal((await ask(query)).status, status))
})

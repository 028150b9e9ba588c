import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { DeliveriesServiceService as Deliveries } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { ReplaysServiceService as Replays } from '@plinth/proto/webhooks/v1/replays.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
before(async () => {
  mesh = await startMesh()
})
after(() => mesh?.stop())

const read = (path: string, key = mesh.key()) => mesh.ask('GET', `/api/v1${path}`, { key })

describe('GET /deliveries', () => {
  it('200 with rows that name their webhook and workspace, by cursor alone', async () => {
    const { status, json } = await read('/deliveries?per_page=50')
    const [row] = json.data as unknown as Record<string, unknown>[]
    assert.deepEqual([status, row?.['webhook_id'], row?.['workspace_id']], [200, 'wh_1', 'wks_home'])
    assert.deepEqual(json.meta, { per_page: 50, next_cursor: null })
    assert.equal((await read('/deliveries?page=2')).status, 400)
  })

  it('passes each filter on', async () => {
    const asked = {
      webhook_id: 'wh_1',
      event_id: 'evt_1',
      event_type: 'a.b',
      status: 'failed',
      outcome: 'timeout',
      status_code: '503',
    }
    const times = '&created_after=2026-01-01&created_before=2026-01-02'
    assert.equal((await read(`/deliveries?${new URLSearchParams(asked)}${times}`)).status, 200)
    const { query } = mesh.script.last(Deliveries.listWorkspaceDeliveries).request as { query: { filters: unknown[] } }
    const equal = { operator: Filter_Operator.OPERATOR_EQUALS }
    assert.deepEqual(query.filters, [
      ...Object.entries(asked).map(([field, value]) => ({ field, ...equal, value })),
      { field: 'created_at', operator: Filter_Operator.OPERATOR_AT_LEAST, value: '2026-01-01T00:00:00.000Z' },
      { field: 'created_at', operator: Filter_Operator.OPERATOR_AT_MOST, value: '2026-01-02T00:00:00.000Z' },
    ])
  })

  for (const query of ['status=gone', 'outcome=bad', 'status_code=99', 'search=a', 'sort=status'])
    it(`400 for ${query}`, async () => assert.equal((await read(`/deliveries?${query}`)).status, 400))
})

describe('POST /deliveries/retry', () => {
  const ask = (body: unknown, query = '') =>
    mesh.ask('POST', `/api/v1/deliveries/retry${query}`, { key: mesh.key(), body })
  const none = { until: undefined, webhookId: '', eventId: '', eventType: '', status: '', outcome: '', statusCode: 0 }

  it('202 with the replays that it made, and how many deliveries they send', async () => {
    const { status, json } = await ask({ since: '2026-01-01T00:00:00Z', outcome: 'timeout', status_code: 504 })
    const [replay] = json.data['replays'] as Record<string, unknown>[]
    assert.deepEqual([status, json.data['total'], replay?.['id'], replay?.['webhook_id']], [202, 2, 'rpl_1', 'wh_1'])
    assert.deepEqual(mesh.script.last(Replays.retryDeliveries).request, {
      ...none,
      ...{ since: new Date('2026-01-01T00:00:00Z'), outcome: 'timeout', statusCode: 504, ids: [], isDryRun: false },
    })
  })

  it('200 with the counts alone in a dry run', async () => {
    const { status, json } = await ask({ ids: ['del_1'] }, '?dry_run=true')
    assert.deepEqual([status, json.data], [200, { total: 2, by_webhook: [{ webhook_id: 'wh_1', total: 2 }] }])
    const { ids, isDryRun, since } = mesh.script.last(Replays.retryDeliveries).request as Record<string, unknown>
    assert.deepEqual([ids, isDryRun, since], [['del_1'], true, undefined])
  })

  for (const [name, body] of [
    ['neither ids nor since', { status: 'failed' }],
    ['both', { ids: ['del_1'], since: '2026-01-01T00:00:00Z' }],
    ['ids with a filter', { ids: ['del_1'], status: 'failed' }],
    ['101 ids', { ids: Array.from({ length: 101 }, (_, at) => `del_${at}`) }],
    ['an unfinished status', { since: '2026-01-01T00:00:00Z', status: 'held' }],
  ] as const)
    it(`422 for ${name}`, async () => assert.equal((await ask(body)).status, 422))
})

describe('GET /webhooks/{id}/deliveries/{delivery_id}', () => {
  it('200 with what each attempt sent, what is still to come, and when it ends', async () => {
    const { data } = (await read('/webhooks/wh_1/deliveries/del_1')).json
    const [attempt] = data['attempts_log'] as Record<string, unknown>[]
    assert.deepEqual(
      [attempt?.['url'], attempt?.['request_headers'], attempt?.['body_is_cut']],
      ['https://example.com/in', { 'webhook-id': 'evt_1', 'x-api-key': '********' }, false],
    )
    const at = '2026-01-02T00:00:00.000Z'
    assert.deepEqual([data['schedule'], data['ends_at'], data['held_since']], [[{ number: 2, due_at: at }], at, null])
  })
})

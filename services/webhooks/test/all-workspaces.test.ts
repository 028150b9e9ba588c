import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type Filter, Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness?.stop())

const operator = () => make.context({ principal: make.operator(), workspaceId: '' })
const queryOf = (more: Partial<ListQuery> = {}): ListQuery => ({
  ...{ page: 0, perPage: 100, cursor: '', sort: [], filters: [], ...more },
})
const equals = (field: string, value: string): Filter => ({ field, operator: Filter_Operator.OPERATOR_EQUALS, value })
const listed = async (context: CallContext, more: Partial<ListQuery> = {}) => {
  const request = { query: queryOf(more), allWorkspaces: true }
  const { deliveries, page } = await harness.deliveries.listWorkspaceDeliveries(request, { context })
  return { deliveries, ids: deliveries.map(({ id }) => id), cursor: page?.nextCursor ?? '' }
}

/** So many workspaces, each with a webhook and a delivery that it took. */
async function workspaces(count: number) {
  const receiver = await harness.receiver()
  const made = Array.from({ length: count }, async () => {
    const context = make.context()
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    await emitWorkspaceUpdated(harness.database, context)
    const endpointId = endpoint?.id ?? ''
    return eventually(async () => {
      const [delivery] = await deliveriesOf(harness, context, endpointId)
      assert.equal(delivery?.status, 'success')
      return { context, endpointId, workspaceId: context.workspaceId, deliveryId: delivery?.id ?? '' }
    })
  })
  return Promise.all(made)
}
const accesses = async (workspaceId: string, { principal }: CallContext) => {
  const text = `SELECT FROM audit_entry WHERE action = 'workspace.accessed' AND workspace_id = $1 AND actor_key_id = $2`
  return (await harness.database.query({ text, values: [workspaceId, principal?.keyId] })).length
}

describe('an operator who asks for all workspaces', () => {
  it('gets their deliveries, newest event first, each once, page by page and under filters', async () => {
    const [made, context] = [await workspaces(3), operator()]
    const own = made.map(({ deliveryId }) => deliveryId).toSorted()
    const walked: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Awaited<ReturnType<typeof listed>> = await listed(context, { cursor, perPage: 2 })
      walked.push(...page.ids)
      cursor = page.cursor || undefined
    }
    assert.deepEqual(walked, walked.toSorted().reverse())
    assert.equal(new Set(walked).size, walked.length)
    assert.deepEqual(walked.filter((id) => own.includes(id)).toSorted(), own)
    const all = await listed(context, { filters: [equals('status', 'success')] })
    assert.deepEqual(all.ids, walked)
    assert.deepEqual(new Set(all.deliveries.map(({ workspaceId }) => workspaceId)).size, 3)
    assert.deepEqual((await listed(context, { filters: [equals('webhook_id', made[0]?.endpointId ?? '')] })).ids, [
      made[0]?.deliveryId,
    ])
    const until = (value: string) => ({ field: 'created_at', operator: Filter_Operator.OPERATOR_AT_MOST, value })
    assert.deepEqual((await listed(context, { filters: [until(new Date().toISOString())] })).ids, walked)
    assert.deepEqual((await listed(context, { filters: [until('2026-01-01T00:00:00.000Z')] })).ids, [])
    const oldest = { sort: [{ field: 'created_at', descending: false }] }
    assert.deepEqual((await listed(context, oldest)).ids, walked.toReversed())
  })

  it('gets their webhooks', async () => {
    const made = await workspaces(2)
    const request = { query: queryOf({ page: 1, cursor: undefined }), allWorkspaces: true }
    const { endpoints } = await harness.endpoints.listEndpoints(request, { context: operator() })
    const ids = endpoints.map(({ id }) => id)
    assert.ok(made.every(({ endpointId }) => ids.includes(endpointId)))
  })

  it('is noted in each workspace that was shown, once a day, by both lists', async () => {
    const [made, byDeliveries, byWebhooks] = [await workspaces(2), operator(), operator()]
    const request = { query: queryOf({ page: 1, cursor: undefined }), allWorkspaces: true }
    for (let times = 0; times < 3; times++) {
      await listed(byDeliveries)
      await harness.endpoints.listEndpoints(request, { context: byWebhooks })
    }
    for (const { workspaceId } of made)
      for (const context of [byDeliveries, byWebhooks]) assert.equal(await accesses(workspaceId, context), 1)
    const narrow = operator()
    await listed(narrow, { filters: [equals('webhook_id', made[0]?.endpointId ?? '')] })
    assert.deepEqual(await Promise.all(made.map(({ workspaceId }) => accesses(workspaceId, narrow))), [1, 0])
  })

  it('must be one, and name a workspace otherwise', async () => {
    const context = make.context()
    await assert.rejects(listed(context), { code: 'INSUFFICIENT_PERMISSIONS' })
    const request = { query: queryOf({ page: 1, cursor: undefined }), allWorkspaces: true }
    await assert.rejects(harness.endpoints.listEndpoints(request, { context }), { code: 'INSUFFICIENT_PERMISSIONS' })
    const one = harness.deliveries.listWorkspaceDeliveries(
      { query: queryOf(), allWorkspaces: false },
      { context: operator() },
    )
    await assert.rejects(one, { code: 'MISSING_WORKSPACE_CONTEXT' })
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { OverviewServiceService as OverviewService } from '@plinth/proto/webhooks/v1/overview.ts'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness?.stop())

const operator = make.context({ principal: make.operator(), workspaceId: '' })
const overview = async (context: CallContext = operator) => {
  const { deliveries, ...rest } = await harness.part
    .dial('webhooks', OverviewService)
    .getWebhooksOverview({}, { context })
  if (deliveries === undefined) throw new Error('no deliveries')
  return { ...rest, deliveries }
}
const made = async (context: CallContext, fields: Parameters<typeof newEndpoint>[0] = {}) =>
  (await harness.endpoints.createEndpoint(newEndpoint(fields), { context })).endpoint?.id ?? ''

describe('the overview of webhooks', () => {
  it('counts the deliveries of all workspaces by state, of one moment, while they change', async () => {
    const receiver = await harness.receiver()
    const contexts = [make.context(), make.context()]
    for (const context of contexts) {
      await made(context, { url: receiver.url })
      await made(context, { isActive: false })
    }
    const emitting = (async () => {
      for (let times = 0; times < 20; times++)
        for (const context of contexts) await emitWorkspaceUpdated(harness.database, context)
    })()
    await eventually(async () => {
      const { accepted, delivered, pending, held, failed, cancelled } = (await overview()).deliveries
      assert.equal(accepted, delivered + pending + held + failed + cancelled)
      assert.deepEqual({ accepted, delivered, held, pending }, { accepted: 80, delivered: 40, held: 40, pending: 0 })
    })
    await emitting
  })

  it('counts living endpoints by their health', async () => {
    const { endpoints: before } = await overview()
    const context = make.context()
    const [open, failing] = [await made(context), await made(context)]
    await made(context)
    await made(context, { isActive: false })
    await harness.endpoints.deleteEndpoint({ id: await made(context) }, { context })
    const set = (id: string, change: string) =>
      harness.database.query({ text: `UPDATE endpoint_state SET ${change} WHERE endpoint_id = $1`, values: [id] })
    await set(open, 'open_count = 1')
    await set(failing, 'failure_rate = 0.9')
    await eventually(async () => {
      const { endpoints } = await overview()
      const more = (name: 'total' | 'failing' | 'open' | 'disabled') => (endpoints?.[name] ?? 0) - (before?.[name] ?? 0)
      assert.deepEqual([more('total'), more('failing'), more('open'), more('disabled')], [4, 1, 1, 1])
    })
  })

  it('is for operators alone, and says how long the longest has waited', async () => {
    await assert.rejects(overview(make.context()), { code: 'INSUFFICIENT_PERMISSIONS' })
    const { oldestDueSeconds, version } = await overview()
    assert.deepEqual([oldestDueSeconds, version], [0, '0.0.0-test'])
  })
})

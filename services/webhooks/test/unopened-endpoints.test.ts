import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { metricsText } from '@plinth/kit/metrics'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { unopenedEndpoints } from '../src/endpoints/unopened.ts'
import { readQueueLag } from '../src/stats/store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
let receiver: WebhookReceiver
before(async () => {
  harness = await startDispatchHarness()
  receiver = await webhookReceiver()
})
after(async () => {
  await receiver.close()
  await harness.stop()
})

async function statuses(endpointId: string): Promise<Record<string, number>> {
  const rows = await harness.database.query<{ status: string; count: number }>({
    text: 'SELECT status, count(*)::int AS count FROM delivery WHERE endpoint_id = $1 GROUP BY 1',
    values: [endpointId],
  })
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}
const attempts = (deliveryId: string) =>
  harness.database.query<{ number: number; outcome: string }>({
    text: 'SELECT number, outcome FROM attempt WHERE delivery_id = $1 ORDER BY number',
    values: [deliveryId],
  })

describe('an endpoint whose secret no key opens', () => {
  it('keeps its deliveries due, without an attempt and without keeping others waiting, until a key opens it', async () => {
    const lost = await harness.seed(`${receiver.url}/lost`, 20)
    const other = await harness.seed(`${receiver.url}/other`, 20)
    const set = (text: string) =>
      harness.database.query({ text: `UPDATE endpoint SET ${text} WHERE id = $1`, values: [lost.endpointId] })
    await set(`sealed_secret = '\\x00112233' || sealed_secret`)
    const dispatcher = await harness.dispatcher()
    await eventually(async () => assert.deepEqual(await statuses(other.endpointId), { success: 20 }))
    await dispatcher.stop()
    const due = await harness.database.query<{ count: number; leased: number; attempts: number }>({
      text: `SELECT count(*)::int AS count, count(lease_token)::int AS leased, sum(attempt_no)::int AS attempts
        FROM delivery_due WHERE endpoint_id = $1`,
      values: [lost.endpointId],
    })
    assert.deepEqual(due, [{ count: 20, leased: 0, attempts: 0 }])
    const [state] = await harness.database.query<{ waits: boolean }>({
      text: `SELECT turn_at > plinth_now() AND turn_at <= plinth_now() + interval '30 s' AS waits FROM endpoint_state WHERE endpoint_id = $1`,
      values: [lost.endpointId],
    })
    assert.deepEqual([state, await readQueueLag(harness.database)], [{ waits: true }, 0])
    assert.deepEqual(unopenedEndpoints(), [lost.endpointId])
    // The alert WebhookSecretsUnopened is about this figure.
    assert.match(await metricsText(), /^plinth_webhook_unopened_endpoints 1$/m)
    await set(`sealed_secret = substring(sealed_secret FROM 5)`)
    await harness.database.query({ text: 'UPDATE endpoint_state SET paused_until = plinth_now()' })
    await harness.dispatcher()
    await eventually(async () => assert.deepEqual(await statuses(lost.endpointId), { success: 20 }))
    assert.deepEqual(unopenedEndpoints(), [])
    assert.deepEqual(
      (await attempts(lost.deliveryIds[0] ?? '')).map(({ number }) => number),
      [1],
    )
  })
})

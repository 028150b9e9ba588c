import assert from 'node:assert/strict'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type Answer, eventually, type WebhookReceiver } from '@plinth/testkit'
import { created, list, type Resource, resource, type Tenant } from '../tenant.ts'
import type { Topology } from '../topology.ts'

/** A delivery with an attempt of each outcome that a test can make, in this order. */
export const outcomes = ['http', 'timeout', 'connect', 'blocked', 'unknown', 'ok']

/** `databaseUrl` is that of webhooks; `body` is what the receiver answers first. Needs a short WEBHOOKS_TIMEOUT_MS. */
export async function deliveryOfManyOutcomes(
  plinth: Topology,
  databaseUrl: string,
  tenant: Tenant,
  receiver: WebhookReceiver,
  body: string,
): Promise<{ webhook: Resource; delivery: Resource }> {
  const webhook = created(
    await tenant.api.post('/webhooks', {
      ...{ url: `${receiver.url}/many`, events: ['workspace.updated'], retry_schedule_seconds: [0] },
      ...{ headers: { 'X-Team': 'billing' } },
    }),
  )
  const path = `/webhooks/${webhook.id}/deliveries`
  const [first] = await attempted({ status: 500, headers: { 'x-hint': 'look at the log' }, body }, async () => {
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Acme' })
  })
  const id = String(first?.id)
  const retry = async () => {
    const { status, text } = await tenant.api.post(`${path}/${id}/retry`, {})
    assert.equal(status, 202, text)
  }

  /** Answers so, lets it be attempted, and waits until the delivery has ended. */
  async function attempted(answer: Answer, begin: () => Promise<unknown>): Promise<Resource[]> {
    receiver.answerWith(answer)
    await begin()
    return eventually(async () => {
      const rows = list(await tenant.api.get(path)).filter(({ status }) => status === 'failed' || status === 'success')
      assert.equal(rows.length, 1)
      return rows
    })
  }
  await attempted('hang', retry)
  await attempted('reset', retry)

  const log = openLog({ level: 'fatal', name: 'test' })
  const database = openDatabase({ url: databaseUrl, poolMax: 1, clock: new SystemClock(), log })
  // An address that is refused when the webhook is made: its name leads elsewhere now.
  const move = (url: unknown) =>
    database.query({ text: 'UPDATE endpoint SET url = $2 WHERE id = $1', values: [webhook.id, url] })
  try {
    await move('http://169.254.169.254/latest')
    await attempted({ status: 204 }, retry)
    await move(webhook['url'])
  } finally {
    await database.close()
  }

  const before = receiver.requests.length
  receiver.answerWith('hang')
  await retry()
  await eventually(() => assert.equal(receiver.requests.length, before + 1))
  await plinth.kill('webhooks')
  receiver.answerWith({ status: 200, body: 'thanks' })
  await plinth.start('webhooks')
  const delivery = await eventually(async () => {
    const shown = resource(await tenant.api.get(`${path}/${id}`))
    const attempts = shown['attempts_log'] as { outcome: string }[]
    assert.deepEqual(
      attempts.map(({ outcome }) => outcome),
      outcomes,
    )
    return shown
  })
  return { webhook, delivery }
}

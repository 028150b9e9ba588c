import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Page } from 'playwright-core'
import { assertAsksSlowly } from '../../../src/console/calls.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn } from '../../../src/console/signed-in.ts'
import { created, newTenant, type Resource, type Tenant } from '../../../src/tenant.ts'

describe('pages of the console that ask again', () => {
  const suite = setUpShared()
  let receiver: WebhookReceiver
  let tenant: Tenant
  let webhook: Resource
  before(async () => {
    receiver = await webhookReceiver()
    receiver.answerWith({ status: 500 })
    tenant = await newTenant(suite.plinth)
    // A second workspace: this is no first run.
    await newTenant(suite.plinth)
    const failing = { url: receiver.url, events: ['workspace.updated'], retry_schedule_seconds: [0] }
    webhook = created(await tenant.api.post('/webhooks', failing))
    for (const name of ['One', 'Two', 'Three']) await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name })
    await eventually(async () =>
      assert.match((await tenant.api.get(`/webhooks/${webhook.id}?include=health`)).text, /"state":"failing"/),
    )
  })
  after(() => receiver?.close())

  /** Of a replay that goes on, one delivery more with each answer. */
  async function withReplay(page: Page): Promise<string> {
    let done = 0
    await page.route('**/replays/*', (route) => {
      done += 1
      return route.fulfill({ json: { data: { id: 'rpl_1', status: 'running', total: 4_000, done } } })
    })
    return `?replays=${webhook.id}.rpl_1`
  }
  const within = (path: string) => `${suite.plinth.url}/console/workspaces/${tenant.workspace.id}${path}`
  const cases = [
    {
      name: 'home',
      match: /\/overview$/,
      open: async (page: Page) => {
        await page.getByRole('link', { name: 'Home' }).click()
        await page.getByRole('heading', { name: 'Deliveries' }).waitFor()
      },
    },
    {
      name: 'a webhook that fails, with a replay',
      open: async (page: Page) => {
        await page.goto(within(`/webhooks/${webhook.id}${await withReplay(page)}`))
        await page.getByText('Refused by the receiver (500)').waitFor()
        await page
          .getByText(/^Resending/)
          .first()
          .waitFor()
      },
    },
    {
      name: 'deliveries, with a replay',
      open: async (page: Page) => {
        await page.goto(within(`/deliveries${await withReplay(page)}`))
        await page
          .getByText(/^Resending/)
          .first()
          .waitFor()
      },
    },
  ]
  for (const { name, open, match } of cases)
    it(`${name}: once in two seconds at most, and nothing while the tab is hidden`, async () => {
      const watched = await signedIn(suite)
      await assertAsksSlowly(watched, () => open(watched.page), match)
      await watched.close()
    })
})

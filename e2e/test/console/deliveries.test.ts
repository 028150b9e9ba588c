import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, type TestDatabase, testDatabase, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { copiedLink } from '../../src/console/copied-link.ts'
import { deliveryOfManyOutcomes, outcomes } from '../../src/console/many-outcomes.ts'
import { setUp } from '../../src/console/set-up.ts'
import { type ShownPage, testShownPages } from '../../src/console/shown-pages.ts'
import { signedIn, signedInAt } from '../../src/console/signed-in.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../src/tenant.ts'

// Pages show the same on every topology. One process, which is killed, and whose database of webhooks is at hand.
describe('the deliveries of the console', () => {
  let database: TestDatabase
  const suite = setUp(async () => {
    database = await testDatabase(new URL('../../../services/webhooks/prisma/migrations/', import.meta.url))
    return startOneProcess({
      WEBHOOKS_DATABASE_URL: database.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      WEBHOOKS_TIMEOUT_MS: '1000',
      WEBHOOKS_CONNECT_TIMEOUT_MS: '1000',
    })
  })
  let receiver: WebhookReceiver
  let tenant: Tenant
  let other: Tenant
  let webhook: Resource
  let delivery: Resource
  let held: Resource
  before(async () => {
    receiver = await webhookReceiver()
    tenant = await newTenant(suite.plinth)
    other = await newTenant(suite.plinth)
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const type = { name: 'report.ready', description: 'A report is ready.' }
    assert.equal((await operator.put('/event-types', { event_types: [type] })).status, 200)
    ;({ webhook, delivery } = await deliveryOfManyOutcomes(
      suite.plinth,
      database.url,
      tenant,
      receiver,
      '{"error":"no such invoice"}',
    ))
    const sleeping = await newTenant(suite.plinth)
    const off = created(await sleeping.api.post('/webhooks', { url: receiver.url, events: ['report.ready'] }))
    await sleeping.api.patch(`/webhooks/${off.id}`, { is_active: false })
    await sleeping.api.post('/events', { type: 'report.ready', data: {} })
    await untilThere(sleeping, 'held', 1)
    held = list(await sleeping.api.get('/deliveries'))[0] as Resource
  })
  after(async () => {
    receiver?.close()
    await database?.drop()
  })

  /** A workspace whose endpoints, by these paths, have refused each of so many events; they take the next. */
  async function refused(paths: readonly string[], count: number): Promise<Tenant> {
    const made = await newTenant(suite.plinth)
    for (const path of paths) {
      const url = `${receiver.url}/${path}`
      created(await made.api.post('/webhooks', { url, events: ['report.ready'], retry_schedule_seconds: [0] }))
    }
    receiver.answerWith({ status: 400 })
    const events = Array.from({ length: count }, (_, n) => ({ type: 'report.ready', data: { n } }))
    assert.equal((await made.api.post('/events/batch', { events })).status, 202)
    await untilThere(made, 'failed', paths.length * count)
    receiver.answerWith({ status: 204 })
    return made
  }
  const untilThere = (of: Tenant, status: string, count: number) =>
    eventually(async () => assert.equal(list(await of.api.get(`/deliveries?status=${status}`)).length, count))

  const tab = (of: Tenant, name = 'deliveries') => `/workspaces/${of.workspace.id}/${name}`
  const life = () => `${tab(tenant)}/${delivery.id}?webhook_id=${webhook.id}`
  const notFound = [/Failed to load resource: .* 404/]
  const badCursor = [/Failed to load resource: .* 4\d\d/]
  const pages: ShownPage[] = [
    { name: 'deliveries', path: () => tab(tenant), text: 'Delivered · 200' },
    { name: 'deliveries-none', path: () => tab(other), text: 'There is no delivery yet.' },
    {
      name: 'deliveries-fixed-range',
      path: () => `${tab(tenant)}?range=2026-01-01T00:00:00Z..`,
      text: 'Delivered · 200',
    },
    { name: 'deliveries-hidden', path: () => `${tab(tenant)}?status=held&status_code=500`, text: 'No entry matches' },
    {
      name: 'deliveries-failing',
      path: () => `${tab(tenant)}?cursor=bad`,
      text: 'The call failed',
      complaints: badCursor,
    },
    {
      name: 'events-failing',
      path: () => `${tab(tenant, 'events')}?cursor=bad`,
      text: 'The call failed',
      complaints: badCursor,
    },
    { name: 'deliveries-of-all', path: () => '/deliveries', text: 'Delivered · 200' },
    { name: 'delivery', path: life, text: 'Attempt 6' },
    {
      name: 'delivery-held',
      path: () => `/workspaces/${held['workspace_id']}/deliveries/${held.id}?webhook_id=${held['webhook_id']}`,
      text: 'Somebody disabled it.',
    },
    {
      name: 'delivery-without-webhook',
      path: () => `${tab(tenant)}/del_none`,
      text: 'This delivery was not found.',
    },
    {
      name: 'delivery-missing',
      path: () => `${tab(tenant)}/del_none?webhook_id=${webhook.id}`,
      text: 'The call failed',
      complaints: notFound,
    },
    { name: 'events', path: () => tab(tenant, 'events'), text: 'workspace.updated' },
    { name: 'events-hidden', path: () => `${tab(tenant, 'events')}?type=nothing.here`, text: 'No entry matches' },
    { name: 'event', path: () => `${tab(tenant, 'events')}/${delivery['event_id']}`, text: '1 delivery' },
    {
      name: 'event-missing',
      path: () => `${tab(tenant, 'events')}/evt_none`,
      text: 'The call failed',
      complaints: notFound,
    },
  ]
  testShownPages(suite, pages)

  it('show each attempt as the API has it', async () => {
    const watched = await signedInAt(suite, life())
    const { page } = watched
    const shown = page.getByRole('article')
    await shown.first().waitFor()
    const log = delivery['attempts_log'] as {
      outcome: string
      status_code: number | null
      timings_ms: Record<string, number>
      request_headers: Record<string, string> | null
      response_body: string
    }[]
    assert.equal(await shown.count(), log.length)
    for (const [at, attempt] of log.entries()) {
      const article = page.getByRole('article', { name: `Attempt ${at + 1}` })
      if (attempt.outcome === 'unknown') {
        await article.getByText('died or froze before it stored the answer').waitFor()
        continue
      }
      const terms = await article.locator('.phases dt').allTextContents()
      const numbers = await article.locator('.phases dd').allTextContents()
      const told = Object.fromEntries(terms.map((term, place) => [term.trim(), numbers[place]]))
      const { wait = 0, dns = 0, connect = 0, tls = 0, first_byte = 0, total = 0 } = attempt.timings_ms
      const rest = total - dns - connect - tls - first_byte
      const restName = attempt.status_code === null ? 'No answer' : 'Body'
      const ms = (value: number) => `${value.toLocaleString('en-GB')} ms`
      assert.deepEqual(told, {
        ...{ Wait: ms(wait), DNS: ms(dns), Connect: ms(connect), TLS: ms(tls), 'First byte': ms(first_byte) },
        ...(rest > 0 ? { [restName]: ms(rest) } : {}),
        'Total without wait': ms(total),
      })
      await article.getByText('Request', { exact: true }).click()
      const headers = await article.getByRole('group').first().locator('.headers > div').allTextContents()
      const given = Object.entries(attempt.request_headers ?? {}).map(([name, value]) => name + value)
      assert.deepEqual(headers, given)
    }
    const first = page.getByRole('article', { name: 'Attempt 1' })
    await first.getByText('Answer', { exact: true }).click()
    assert.equal(await first.locator('pre').textContent(), '{"error":"no such invoice"}')
    await watched.assertSound('delivery-opened')
    assert.deepEqual(
      log.map(({ outcome }) => outcome),
      outcomes,
    )
    watched.assertQuiet()
    await watched.close()
  })

  it('resend all that match: exactly the number that was named', async () => {
    const own = await refused(['a', 'b', 'c'], 3)
    const before = receiver.requests.length

    const watched = await signedInAt(suite, `${tab(own)}?range=1h`)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('rowheader').nth(8).waitFor()
    await page.getByLabel('Status', { exact: true }).selectOption('failed')
    await page.getByRole('button', { name: 'Resend all that match' }).click()
    await dialog.getByText('9 deliveries of 3 webhooks').waitFor()
    await watched.assertSound('resend-all')
    await dialog.getByRole('button', { name: 'Resend 9 deliveries' }).click()
    await page.getByText('Resent: 9 queued.').first().waitFor()
    await watched.assertSound('resent')
    await untilThere(own, 'success', 9)
    assert.equal(receiver.requests.length, before + 9)

    // The progress is in the address: a reload keeps it.
    await page.reload()
    await page.getByText('Resent: 9 queued.').first().waitFor()
    await page.getByRole('button', { name: 'Hide' }).click()
    await page.getByText('No entry matches the filters.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Resend all that match' }).click()
    await dialog.getByText('No delivery that matches has failed').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    watched.assertQuiet()
    await watched.close()
  })

  it('are the same by a copied link, which has fixed times', async () => {
    const own = await refused(['a'], 2)
    const watched = await signedInAt(suite, `${tab(own)}?range=1h&status=failed`)
    const { page } = watched
    await page.getByRole('rowheader').nth(1).waitFor()
    const link = await copiedLink(page)
    receiver.answerWith({ status: 400 })
    await own.api.post('/events', { type: 'report.ready', data: {} })
    await untilThere(own, 'failed', 3)
    receiver.answerWith({ status: 204 })
    const other = await signedIn(suite)
    await other.page.goto(link)
    await other.page.getByRole('rowheader').nth(1).waitFor()
    assert.equal(await other.page.getByRole('rowheader').count(), 2)
    assert.equal(await other.page.getByLabel('Created', { exact: true }).inputValue(), 'fixed')
    for (const one of [watched, other]) {
      one.assertQuiet()
      await one.close()
    }
  })

  it('are chosen and resent by keyboard', async () => {
    const own = await refused(['a', 'b'], 3)
    const before = receiver.requests.length

    const watched = await signedInAt(suite, `${tab(own)}?status=failed`)
    const { page } = watched
    await page.getByRole('rowheader').nth(5).waitFor()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Resend the 2 chosen' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Resend 2 deliveries' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Resent: 2 queued.').first().waitFor()
    await eventually(() => assert.equal(receiver.requests.length, before + 2))
    await untilThere(own, 'failed', 4)
    watched.assertQuiet()
    await watched.close()
  })

  it('stop what is being resent', async () => {
    const own = await newTenant(suite.plinth)
    const hook = created(await own.api.post('/webhooks', { url: `${receiver.url}/d`, events: ['report.ready'] }))
    const { json } = await own.api.post(`/webhooks/${hook.id}/replay`, { since: '2026-01-01T00:00:00Z' })
    const replay = (json as { data: Resource }).data
    const watched = await signedIn(suite)
    const { page } = watched
    const deleted: string[] = []
    // It ends too soon to be stopped; the call to stop it is real.
    await page.route(`**/replays/${replay.id}`, async (route) => {
      if (route.request().method() === 'DELETE') deleted.push((await route.fetch()).status().toString())
      const status = deleted.length === 0 ? 'running' : 'cancelled'
      if (route.request().method() === 'GET')
        return route.fulfill({ json: { data: { ...replay, status, total: 40, done: 12 } } })
      return route.fulfill({ status: 204 })
    })
    await page.goto(`${suite.plinth.url}/console${tab(own)}?replays=${hook.id}.${replay.id}`)
    await page.getByText('Resending: 12 of 40 queued.').first().waitFor()
    await watched.assertSound('resending')
    await page.getByRole('button', { name: /^Stop resending to/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
    await page.getByText('stopped at 12').waitFor()
    assert.deepEqual(deleted, ['204'])
    watched.assertQuiet()
    await watched.close()
  })

  it('resend one, delivered or failed', async () => {
    const own = await refused(['a'], 1)
    const watched = await signedInAt(suite, `${tab(own)}?status=failed`)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('rowheader').first().getByRole('link').click()
    await page.getByText('This delivery has failed').waitFor()
    await page.getByRole('button', { name: 'Resend', exact: true }).click()
    await dialog.getByRole('button', { name: 'Resend', exact: true }).click()
    await page.getByRole('article', { name: 'Attempt 2' }).waitFor()
    await page.getByText('The receiver has got this delivery.').waitFor()
    await page.getByRole('button', { name: 'Resend', exact: true }).click()
    await dialog.getByText('gets it once more').waitFor()
    await dialog.getByRole('button', { name: 'Resend', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('article', { name: 'Attempt 3' }).getByText('sent again').waitFor()
    watched.assertQuiet()
    await watched.close()
  })
})

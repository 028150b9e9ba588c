import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Page } from 'playwright-core'
import { WatchedPage } from '../../../src/console/browser.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt, signInByKey } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../../src/tenant.ts'

describe('the verifier of the console', () => {
  const suite = setUpShared()
  let receiver: WebhookReceiver
  let tenant: Tenant
  let webhook: Resource
  let delivery: Resource
  before(async () => {
    receiver = await webhookReceiver()
    tenant = await newTenant(suite.plinth)
    webhook = created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Müller & Söhne' })
    const [made] = await eventually(async () => {
      const rows = list(await tenant.api.get(`/webhooks/${webhook.id}/deliveries`))
      assert.equal(rows[0]?.['status'], 'success')
      return rows
    })
    assert.ok(made)
    delivery = made
  })
  after(() => receiver?.close())

  const ofAttempt = () =>
    `/verify?workspace_id=${tenant.workspace.id}&webhook_id=${webhook.id}&delivery_id=${delivery.id}&attempt=1`
  const pages: ShownPage[] = [
    { name: 'verify', path: () => '/verify', text: 'Checks the signatures' },
    { name: 'verify-attempt', path: ofAttempt, text: 'Headers and body are those of attempt 1' },
    {
      name: 'verify-missing',
      path: () => ofAttempt().replace(delivery.id, 'del_none'),
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
  ]
  testShownPages(suite, pages)

  const verify = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Verify' }).click()
  const verdict = (page: Page, name: string) => page.locator('section', { has: page.getByRole('heading', { name }) })

  it('checks the request of an attempt without any request of its own', async () => {
    const secret = String(webhook['secret'])
    const path = `/workspaces/${tenant.workspace.id}/deliveries/${delivery.id}?webhook_id=${webhook.id}`
    const watched = await signedInAt(suite, path)
    const { page } = watched
    await page.getByRole('article', { name: 'Attempt' }).getByText('Request', { exact: true }).click()
    await page.getByRole('link', { name: 'Verify the signatures of this request' }).click()
    await page.getByText('Headers and body are those of attempt 1').waitFor()
    const asked = watched.requests.length

    await page.getByLabel('Secret', { exact: true }).fill(secret)
    await verify(page)
    for (const name of ['webhook-signature', 'X-Webhook-Signature'])
      await verdict(page, name).first().getByText('This signature is right.').waitFor()
    await page.getByText('in time', { exact: true }).waitFor()
    await watched.assertSound('verified')

    // The body after a JSON parser and a printer.
    const received = receiver.requests[0]?.body.toString('utf8') ?? ''
    await page.getByLabel('Body', { exact: true }).fill(JSON.stringify(JSON.parse(received), null, 2))
    await verify(page)
    await page.getByText('The body here was parsed and printed again').nth(1).waitFor()
    await watched.assertSound('verified-not')
    await page.getByLabel('Body', { exact: true }).fill(`${received}\n`)
    await verify(page)
    await page.getByText('The body here ends with a newline that was not signed.').nth(1).waitFor()
    await page.getByLabel('Body', { exact: true }).fill(received)
    await page.getByLabel('Secret', { exact: true }).fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
    await page.getByText('The secret was rotated, or').click()
    await page.getByLabel('Other secret').fill(secret)
    await verify(page)
    await page.getByText('The previous secret signed this request').nth(1).waitFor()

    const after = watched.requests.slice(asked)
    const kept = await page.evaluate<string>(
      'JSON.stringify([localStorage, sessionStorage, document.cookie, history.state, location.href])',
    )
    assert.deepEqual({ after, isKept: kept.includes(secret.slice(6)) }, { after: [], isKept: false })
    watched.assertQuiet()
    await watched.close()
  })

  it('explains a signature that the code of a reader computed', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const request = receiver.requests[0]
    const headers = Object.entries(request?.headers ?? {}).map(([name, value]) => `${name}: ${value}`)
    await page.goto(`${suite.plinth.url}/console/verify`)
    await page.getByLabel('Secret', { exact: true }).fill(String(webhook['secret']))
    await page.getByLabel('Headers', { exact: true }).fill(headers.join('\n'))
    await page.getByLabel('Body', { exact: true }).fill(request?.body.toString('utf8') ?? '')
    await page.getByText('The secret was rotated, or').click()
    const signature = String(request?.headers['x-webhook-signature'])
    await page.getByLabel('Signature of your code').fill(signature.replace('sha256=', ''))
    await verify(page)
    await page.getByText(`To compare them with the header, write them as ${signature}`).waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('says where it works if the browser does not compute signatures', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    await page.addInitScript(`Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })`)
    await signInByKey(tenant.key, suite.plinth, watched)
    await page.goto(`${suite.plinth.url}/console/verify`)
    await page.getByRole('alert').getByText('over HTTPS or on this machine').waitFor()
    assert.equal(await page.getByLabel('Secret', { exact: true }).count(), 0)
    await watched.assertSound('verify-insecure')
    await watched.close()
  })
})

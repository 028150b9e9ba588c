import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Page } from 'playwright-core'
import type { WatchedPage } from '../../../src/console/browser.ts'
import { hiddenCharacter, hostileTexts } from '../../../src/console/hostile-texts.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../../src/tenant.ts'

// Hostile content is put in at the border of the page: no API takes all of it.
describe('a delivery with hostile contents in the console', () => {
  const suite = setUpShared()
  let receiver: WebhookReceiver
  let tenant: Tenant
  let webhook: Resource
  let delivery: Resource
  before(async () => {
    receiver = await webhookReceiver()
    tenant = await newTenant(suite.plinth)
    webhook = created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Acme' })
    delivery = await eventually(async () => {
      const [row] = list(await tenant.api.get('/deliveries'))
      assert.equal(row?.['status'], 'success')
      return row as Resource
    })
  })
  after(() => receiver?.close())

  /** Opens the page of the delivery with this payload and this answer of its receiver. */
  async function opened(payload: string, answer = ''): Promise<WatchedPage> {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.route(`**/deliveries/${delivery.id}`, async (route) => {
      const response = await route.fetch()
      const { data } = (await response.json()) as { data: { attempts_log: object[] } }
      const headers = Object.fromEntries(hostileTexts.map((text, at) => [`x-${at}`, text]))
      const attempts = data.attempts_log.map((one) => ({
        ...{ ...one, response_headers: headers, response_body: answer, error: hostileTexts[0] },
      }))
      const rest = JSON.stringify({ ...data, event_type: hostileTexts[0], attempts_log: attempts, payload: 0 })
      // As text: what JSON.stringify cannot print may be in it.
      const body = `{"data":${rest.replace(/"payload":0\}$/, () => `"payload":${payload}}`)}}`
      await route.fulfill({ response, body })
    })
    await page.goto(
      `${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/deliveries/${delivery.id}?webhook_id=${webhook.id}`,
    )
    await page.getByRole('list', { name: 'Payload' }).waitFor()
    return watched
  }

  /** Elements by their names, those of the page's own apart. */
  const elementsOf = (page: Page) =>
    page.evaluate<string[]>(`[...new Set([...document.querySelectorAll('main *')].map((one) => one.localName))]`)
  const attempt = (page: Page) => page.getByRole('article', { name: 'Attempt' })
  const textOf = (page: Page) => page.evaluate<string>(`document.querySelector('main').textContent`)

  it('changes nothing but text', async () => {
    assert.ok(hostileTexts.length >= 60)
    const pairs = [...new Set(hostileTexts)].map((text, at) => [at % 2 === 0 ? text : `key ${at}`, text] as const)
    const payload = JSON.stringify({ ...Object.fromEntries(pairs), list: hostileTexts })
    const plain = await opened('{}', 'plain')
    for (const name of ['Request', 'Answer']) await attempt(plain.page).getByText(name, { exact: true }).click()
    const known = new Set([
      ...(await elementsOf(plain.page)),
      'ul',
      'li',
      'summary',
      'details',
      'code',
      'span',
      'svg',
      'path',
    ])
    await plain.close()

    const watched = await opened(payload, hostileTexts.join('\n'))
    const { page } = watched
    for (const name of ['Request', 'Answer']) await attempt(page).getByText(name, { exact: true }).click()
    await page.getByText('pay⟨U+202E⟩txt.exe').nth(2).waitFor()
    assert.deepEqual(
      (await elementsOf(page)).filter((name) => !known.has(name)),
      [],
    )
    const text = await textOf(page)
    for (const one of hostileTexts.slice(0, 16)) assert.ok(text.includes(one), one)
    assert.doesNotMatch(text, hiddenCharacter)
    await watched.assertSound('delivery-hostile')
    watched.assertQuiet()
    await watched.close()
  })

  it('of 1 MiB draws what is seen of it, and finds the rest', async (test) => {
    const rows = Array.from({ length: 8_000 }, (_, n) => ({ id: `row_${n}`, note: 'x'.repeat(100), deep: [[[n]]] }))
    const payload = JSON.stringify({ rows, line: 'y'.repeat(200_000), last: 'needle' })
    assert.ok(payload.length > 1_048_576)
    const watched = await opened(payload)
    const { page } = watched
    const drawn = () => page.evaluate<number>(`document.querySelectorAll('.json *').length`)
    await page.getByText('Show all 200,000 characters').waitFor()
    const first = await drawn()
    assert.ok(first < 1_500, `${first} elements`)
    await page.getByText('Show 100 more of 7,900').waitFor()
    const summary = `[...document.querySelectorAll('.json summary')].find((one) => one.textContent.includes('rows'))`
    const tookMs = await page.evaluate<number>(`(async () => {
      const before = performance.now()
      for (let turn = 0; turn < 2; turn++) {
        ${summary}.click()
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      }
      return performance.now() - before
    })()`)
    test.diagnostic(`closing and opening 8,000 rows took ${Math.round(tookMs)} ms`)
    await page.getByLabel('Search in Payload').fill('needle')
    await page.getByText('1 part found').waitFor()
    await page.getByText('$.last', { exact: true }).waitFor()
    await page.getByLabel('Search in Payload').fill('row_')
    await page.getByText('More than 100 parts found').waitFor()
    assert.ok((await drawn()) < 3_000)
    watched.assertQuiet()
    await watched.close()
  })

  it('nested very deep opens', async () => {
    const depth = 3_000
    const watched = await opened(`${'[{"a":'.repeat(depth)}"deepest"${'}]'.repeat(depth)}`)
    await watched.page.getByLabel('Search in Payload').fill('deepest')
    await watched.page.getByText('1 part found').waitFor()
    watched.assertQuiet()
    await watched.close()
  })
})

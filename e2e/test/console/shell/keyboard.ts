import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Locator } from 'playwright-core'
import { enter, focused, goToFirst, tabTo, typeInto } from '../../../src/console/keyboard.ts'
import { assign, newCustomer, type PlanCustomer, putCatalog, record } from '../../../src/console/plans.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn } from '../../../src/console/signed-in.ts'
import { created, list } from '../../../src/tenant.ts'

// No test here moves a mouse: Tab, Enter, Space, Escape and letters alone.
describe('by keyboard alone', () => {
  const suite = setUpShared()
  let customer: PlanCustomer
  let receiver: WebhookReceiver
  before(async () => {
    receiver = await webhookReceiver()
    await putCatalog(suite.plinth)
    customer = await newCustomer(suite.plinth)
    await assign(customer, customer.plans.workspace, 'starter')
    await record(customer, 'ai.credits', 60)
  })
  after(() => receiver?.close())

  it('the ID of a denied call leads to its reason, and a boost makes it allowed', async () => {
    const path = `/namespaces/${customer.namespaceId}/entitlements/check`
    const check = () => customer.api.post(path, { feature: 'ai.credits', quantity: 500 })
    const id = String((await check()).headers.get('x-request-id'))
    await eventually(async () => assert.equal(list(await customer.operator.get(`/requests/${id}`)).length, 1))

    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await goToFirst(page, id)
    await enter(page.getByRole('link', { name: 'Why, and what would allow it' }))
    const boost = page.getByRole('button', { name: 'Boost AI credits by 460 on the workspace' })
    await enter(boost)
    await dialog.getByRole('heading').waitFor()
    // Closed without a change, its button has the focus again.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await page.evaluate('document.activeElement.textContent'), await boost.textContent())
    await page.keyboard.press('Enter')
    await enter(dialog.getByRole('button', { name: 'Add boost' }))
    await page.getByText(/^Yes: 500 AI credits asked/).waitFor()
    assert.equal(((await check()).json as { allowed: boolean }).allowed, true)
    watched.assertQuiet()
    await watched.close()
  })

  it('the entry that the arrows choose is in view, in a window that shows a few', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.setViewportSize({ width: 320, height: 256 })
    await page.keyboard.press('Control+k')
    const entries = page.getByRole('dialog').getByRole('option')
    await entries.last().waitFor()
    const isShown = async (...shown: Locator[]) => {
      const boxes = await Promise.all(shown.map((one) => one.boundingBox()))
      for (const box of boxes) assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 256, JSON.stringify(box))
    }
    for (const [key, entry] of [
      ['ArrowUp', entries.last()],
      ['ArrowDown', entries.first()],
    ] as const) {
      await page.keyboard.press(key)
      await eventually(async () => assert.equal(await entry.getAttribute('aria-selected'), 'true'))
      await isShown(entry, page.getByRole('dialog').getByRole('combobox'))
    }
    watched.assertQuiet()
    await watched.close()
  })

  it('a key is made, shown once, and revoked', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await goToFirst(page, customer.workspace.id)
    await enter(page.getByRole('link', { name: 'API keys' }))
    await enter(page.getByRole('button', { name: 'Create API key' }))
    await typeInto(dialog.getByLabel('Name'), 'By keyboard')
    await typeInto(dialog.getByLabel('User of the key'), customer.user.id)
    await typeInto(dialog.getByLabel('Scopes'), 'read:all')
    await enter(dialog.getByRole('button', { name: 'Create API key' }))
    const key = (await dialog.getByRole('status', { name: 'API key' }).textContent()) ?? ''
    const status = async () => {
      const headers = { authorization: `Bearer ${key}` }
      return (await fetch(`${suite.plinth.url}/api/v1/workspaces`, { headers })).status
    }
    assert.equal(await status(), 200)
    await tabTo(dialog.getByLabel('I have stored it'))
    await page.keyboard.press('Space')
    await enter(dialog.getByRole('button', { name: 'Done' }))

    const actions = page.getByRole('button', { name: 'Actions for By keyboard' })
    const revoke = page.getByRole('button', { name: 'Revoke', exact: true })
    await enter(actions)
    await enter(revoke)
    await dialog.getByRole('heading').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.ok(await focused(actions))
    await page.keyboard.press('Enter')
    await enter(revoke)
    await enter(dialog.getByRole('button', { name: /^Revoke/ }))
    await page.getByRole('rowheader', { name: 'By keyboard' }).waitFor({ state: 'detached' })
    await eventually(async () => assert.ok(await focused(page.getByRole('heading', { level: 1 }))))
    assert.equal(await status(), 401)
    watched.assertQuiet()
    await watched.close()
  })

  it('a disabled webhook is enabled, and what failed is sent again', async () => {
    const url = `${receiver.url}/orders`
    const fields = { url, events: ['workspace.updated'], retry_schedule_seconds: [0] }
    const { id } = created(await customer.api.post('/webhooks', fields))
    receiver.answerWith({ status: 500 })
    const own = `/workspaces/${customer.workspace.id}`
    for (const name of ['Down 1', 'Down 2']) await customer.operator.patch(own, { name })
    const withStatus = async (status: string) => list(await customer.api.get(`/deliveries?status=${status}`)).length
    await eventually(async () => assert.equal(await withStatus('failed'), 2))
    await customer.api.patch(`/webhooks/${id}`, { is_active: false })
    await customer.operator.patch(own, { name: 'Held' })
    await eventually(async () => assert.equal(await withStatus('held'), 1))
    receiver.answerWith({ status: 204 })

    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await goToFirst(page, id)
    await enter(page.getByRole('button', { name: 'Enable', exact: true }))
    await enter(dialog.getByRole('button', { name: 'Enable', exact: true }))
    await eventually(async () => assert.equal(await withStatus('success'), 1))
    await enter(page.getByRole('link', { name: 'Deliveries' }).last())
    await enter(page.getByRole('button', { name: 'Resend all that match' }))
    await enter(dialog.getByRole('button', { name: /^Resend \d deliver/ }))
    await eventually(async () => assert.equal(await withStatus('success'), 3))
    assert.equal(receiver.requests.length, 2 + 1 + 2)
    watched.assertQuiet()
    await watched.close()
  })

  it('shows times in the other zone, by a letter and by the account menu, and keeps what is typed', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await typeInto(page.getByRole('searchbox').first(), 'a')
    await tabTo(page.getByRole('link', { name: 'Plinth', exact: true }))
    const time = page.getByRole('table').locator('time').first()
    await time.waitFor()
    const isUtc = async (expected: boolean) =>
      eventually(async () => assert.equal((await time.textContent())?.endsWith(' UTC'), expected))
    await isUtc(false)
    await page.keyboard.press('z')
    await isUtc(true)
    await page.getByText('Times are in UTC now').waitFor()
    await enter(page.getByRole('button', { name: 'Account' }))
    await enter(page.getByRole('button', { name: 'Show times in local time' }))
    await isUtc(false)
    assert.equal(await page.getByRole('searchbox').first().inputValue(), 'a')
    watched.assertQuiet()
    await watched.close()
  })

  it('shows every kind of time of a page in the other zone, and a time field reads what is typed in that zone', async () => {
    await assign(customer, customer.plans.workspace, 'mails-20', { expires_at: '2999-01-01T00:00:00.000Z' })
    const watched = await signedIn(suite)
    const { page } = watched
    const main = page.getByRole('main')
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' })
    const open = (path: string) => page.goto(`${suite.plinth.url}/console/workspaces/${customer.workspace.id}${path}`)
    const shown = async () => (await main.textContent()) ?? ''
    const clocks = async (zone: string) =>
      (await shown()).match(zone === 'utc' ? /\d:\d\d UTC/g : /\d:\d\d(?! UTC)/g) ?? []
    const areAll = (zone: 'local' | 'utc') =>
      eventually(async () => assert.deepEqual(await clocks(zone === 'utc' ? 'local' : 'utc'), [], await shown()))

    await open('/plan')
    await page.getByRole('table', { name: 'Packages' }).getByText('Active until 1 Jan 2999, 01:00').waitFor()
    await areAll('local')
    await watched.assertSound('plan-local-times')
    await page.keyboard.press('z')
    await page.getByRole('table', { name: 'Packages' }).getByText('Active until 1 Jan 2999, 00:00 UTC').waitFor()
    await areAll('utc')
    await watched.assertSound('plan-utc-times')

    await open('/usage?range=24h&until=2026-01-05T10:30:00.000Z')
    const chart = page.getByRole('slider', { name: 'Usage of AI credits' })
    await chart.locator('canvas').waitFor()
    await tabTo(chart)
    await page.keyboard.press('Home')
    const isSaid = (time: RegExp) =>
      eventually(async () => assert.match((await chart.getAttribute('aria-valuetext')) ?? '', time))
    await isSaid(/^4 Jan 2026, 11:\d\d,/)
    await page.keyboard.press('z')
    await isSaid(/^4 Jan 2026, 10:\d\d UTC,/)
    await areAll('utc')
    assert.equal(await page.getByLabel('Until, UTC').inputValue(), '2026-01-05T10:30')
    await watched.assertSound('usage-utc-times')

    await open('/deliveries?range=2026-01-02T03:04:00.000Z..2999-01-01T00:00:00.000Z')
    const before = await page.getByLabel('From, local time').inputValue()
    await watched.assertSound('filter-local-times')
    await tabTo(page.getByRole('link', { name: 'Plinth', exact: true }))
    await page.keyboard.press('z')
    const from = page.getByLabel('From, UTC')
    await from.waitFor()
    assert.deepEqual([before, await from.inputValue()], ['2026-01-02T04:04', '2026-01-02T03:04'])
    await watched.assertSound('filter-utc-times')
    await from.fill('2026-01-03T10:00')
    await page.waitForURL((url) => url.searchParams.get('range')?.startsWith('2026-01-03T10:00:00.000Z..') === true)
    watched.assertQuiet()
    await watched.close()
  })
})

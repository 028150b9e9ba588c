import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Page, Route } from 'playwright-core'
import { api } from '../../../src/api.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInWith } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Tenant } from '../../../src/tenant.ts'

describe('the home page of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let receiver: WebhookReceiver
  before(async () => {
    receiver = await webhookReceiver()
    tenant = await newTenant(suite.plinth)
    // A second workspace: this is no first run.
    await newTenant(suite.plinth)
    receiver.answerWith(({ path }) => ({ status: path === '/broken' ? 500 : 200 }))
    await tenant.api.post('/webhooks', { url: `${receiver.url}/hooks`, events: ['workspace.updated'] })
    await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'], is_active: false })
    await breakOne()
    await nearLimit()
    await eventually(async () => {
      const { endpoints, near_limit: near, denials_24h: denials } = await overview()
      assert.deepEqual([endpoints.failing, near.length, denials], [1, 1, 1])
    })
  })
  after(() => receiver?.close())

  interface Told {
    deliveries: Record<string, number>
    endpoints: Record<string, number>
    near_limit: unknown[]
    denials_24h: number
  }
  const overview = async () => {
    const { json } = await api(suite.plinth.url, suite.plinth.operatorKey).get('/overview')
    return (json as { data: Told }).data
  }
  /** A webhook that loses every delivery. */
  async function breakOne() {
    const broken = { url: `${receiver.url}/broken`, events: ['workspace.updated'], retry_schedule_seconds: [0] }
    await tenant.api.post('/webhooks', broken)
    for (const name of ['Zero', 'Nought', 'Nil']) await change(name)
  }
  /** A limit of which 90 % is used, and a check that the plan refuses. */
  async function nearLimit() {
    const { id } = tenant.workspace
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const boost = { feature: 'storage', type: 'add_limit', limit: 100, duration: 'permanent' }
    created(await operator.post(`/workspaces/${id}/boosts`, boost))
    const [namespace] = list(await tenant.api.get(`/namespaces?owner_type=Workspace`))
    const path = `/namespaces/${namespace?.id}/entitlements`
    const { json } = await tenant.api.get(`/workspaces/${id}/entitlements`)
    const limits = (json as { data: { feature: string; limit: number }[] }).data
    const limit = limits.find(({ feature }) => feature === 'storage')?.limit ?? 0
    const used = await tenant.api.post(`${path}/consume`, { feature: 'storage', quantity: limit - 5 })
    assert.equal(used.status, 200, used.text)
    assert.match(used.text, /"allowed":true/)
    assert.equal((await tenant.api.post(`${path}/check`, { feature: 'storage', quantity: 50 })).status, 200)
  }

  /** The numbers of the section, by name. */
  const numbers = async (page: Page, section: string) => {
    const rows = page.getByRole('region', { name: section }).locator('dl > div')
    const texts = await Promise.all(
      (await rows.all()).map(async (row) => [
        await row.locator('dt').textContent(),
        Number(await row.locator('dd').textContent()),
      ]),
    )
    return Object.fromEntries(texts) as Record<string, number>
  }
  const home = async (page: Page) => {
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor()
  }
  const change = (name: string) => tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name })

  testShownPages(suite, [
    {
      name: 'home',
      path: () => '/',
      text: 'Requests of the last hour',
      lists: ['Parts', 'Near a limit', 'Unhealthy webhooks'],
    },
    { name: 'workspace-deliveries', path: () => `/workspaces/${tenant.workspace.id}`, text: 'Difference' },
  ])

  it('counts deliveries live, of the installation and of a workspace, and none is lost', async () => {
    const [watched, other] = [await signedIn(suite), await signedInWith(tenant.key, suite)]
    await home(watched.page)
    await other.page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}`)
    await other.page.getByRole('heading', { name: 'Deliveries' }).waitFor()
    const pages = [watched.page, other.page]
    const befores = await Promise.all(pages.map((page) => numbers(page, 'Deliveries')))
    for (const name of ['One', 'Two', 'Three']) assert.equal((await change(name)).status, 200)
    for (const [at, page] of pages.entries()) {
      const before = befores[at] ?? {}
      await eventually(async () => {
        const now = await numbers(page, 'Deliveries')
        const more = (state: string) => (now[state] ?? 0) - (before[state] ?? 0)
        assert.deepEqual([more('Accepted'), more('Delivered'), more('Held'), now['Difference']], [9, 3, 3, 0])
      })
    }
    watched.assertQuiet()
    other.assertQuiet()
    await Promise.all([watched.close(), other.close()])
  })

  it('lists webhooks that are disabled among the unhealthy ones', async () => {
    const watched = await signedIn(suite)
    await home(watched.page)
    const rows = watched.page.getByRole('table', { name: 'Unhealthy webhooks' }).getByRole('row')
    await rows.filter({ hasText: 'Disabled' }).getByRole('link').waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('says that it loads until its list of unhealthy webhooks is there', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const { promise: held, resolve } = Promise.withResolvers<Route>()
    await page.route(/\/api\/v1\/webhooks\?.*health=failing/, resolve)
    await home(page)
    const region = page.getByRole('region', { name: 'Webhooks' })
    const route = await held
    await region.locator('.loading').waitFor()
    assert.equal(await region.getByRole('link').count(), 0)
    await route.continue()
    await region.getByRole('link').first().waitFor()
    assert.equal(await region.locator('.loading').count(), 0)
    watched.assertQuiet()
    await watched.close()
  })

  it('adds up in every answer while deliveries are made, held and delivered', async () => {
    let isOver = false
    const changing = (async () => {
      for (let at = 0; at < 40; at++) await change(`Name ${at}`)
      isOver = true
    })()
    let answers = 0
    while (!isOver || answers < 50) {
      const { accepted = 0, ...states } = (await overview()).deliveries
      assert.equal(
        Object.values(states).reduce((sum, count) => sum + count, 0),
        accepted,
      )
      answers++
    }
    await changing
  })

  it('warns two minutes before the session ends, and keeps it on request', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.clock.install()
    await page.goto(`${suite.plinth.url}/console/access`)
    await page.getByRole('heading', { name: 'Operator keys' }).waitFor()
    await page.clock.runFor('00:56:00')
    assert.equal(await page.getByRole('button', { name: 'Stay signed in' }).count(), 0)
    await page.clock.runFor('00:02:00')
    await page.getByText(/You will be signed out at .*, because nothing has been done for an hour/).waitFor()
    await watched.assertSound('session-ends')
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await page.clock.runFor(10_000)
    await page.getByRole('button', { name: 'Stay signed in' }).waitFor({ state: 'detached' })
    watched.assertQuiet()
    await watched.close()
  })

  it('keeps the last numbers and says so when they cannot be loaded again, and is there in German', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await home(page)
    const error = { code: 'SERVICE_UNAVAILABLE', message: 'Told by the test.', details: {} }
    await page.route('**/api/v1/overview', (route) => route.fulfill({ status: 503, json: { error } }))
    await page.getByText('These numbers could not be loaded again').waitFor()
    await watched.assertSound('home-failing')
    assert.equal((await numbers(page, 'Deliveries'))['Difference'], 0)
    await page.unrouteAll()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    watched.assertQuiet(/Failed to load resource: .* 503/)
    await page.evaluate(`localStorage.setItem('plinth.language', 'de')`)
    await page.reload()
    await page.getByText('Aufrufe der letzten Stunde').waitFor()
    await watched.assertSound('home-german')
    await watched.close()
  })

  it('of a workspace’s key is the page of its workspace', async () => {
    const watched = await signedInWith(tenant.key, suite)
    const { page } = watched
    await page.goto(`${suite.plinth.url}/console/`)
    await page.waitForURL(`**/workspaces/${tenant.workspace.id}`)
    await page.getByRole('region', { name: 'Deliveries' }).waitFor()
    watched.assertQuiet()
    await watched.close()
  })
})

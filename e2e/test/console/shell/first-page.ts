import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { WatchedPage } from '../../../src/console/browser.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn, signInByKey } from '../../../src/console/signed-in.ts'
import { newTenant } from '../../../src/tenant.ts'

const requestsMax = 8

describe('the first page of whoever was signed in', () => {
  const suite = setUpShared()
  // Two workspaces: this is no first run.
  before(async () => {
    await newTenant(suite.plinth)
    await newTenant(suite.plinth)
  })

  /** Opens a page whose question about the session waits until the test answers it. */
  async function openHeld(path: string) {
    const watched = await signedIn(suite)
    const { page } = watched
    const { promise: session, resolve } = Promise.withResolvers<Route>()
    await page.route('**/api/v1/session', resolve)
    const seen = watched.requests.length
    const asked = () => watched.requests.slice(seen).map((url) => url.replace(/^.*\/(api\/v1|assets|console)/, '$1'))
    return { watched, page, session, asked, open: () => page.goto(`${suite.plinth.url}/console${path}`) }
  }
  const nothingShown = async (page: Page) => assert.equal(await page.locator('#page').textContent(), 'PlinthLoading … ')
  const answered = (page: Page, call: string) => page.waitForResponse((response) => response.url().endsWith(call))

  it('asks for the session and for the data of home at once, and shows nothing before it knows the session', async () => {
    const { watched, page, session, asked, open } = await openHeld('/')
    const data = Promise.all(['/api/v1/overview', '/api/v1/workspaces?per_page=1'].map((call) => answered(page, call)))
    await open()
    const route = await session
    await (await data).at(-1)?.finished()
    await nothingShown(page)
    await route.continue()
    await page.getByRole('region', { name: 'Requests of the last hour' }).waitFor()
    const until = asked()
    assert.deepEqual(until.filter((path) => path.startsWith('api')).sort(), [
      ...['api/v1/overview', 'api/v1/session', 'api/v1/workspaces?per_page=1'],
    ])
    assert.ok(until.filter((path) => !path.endsWith('.svg')).length <= requestsMax, until.join('\n'))
    watched.assertQuiet()
    await watched.close()
  })

  it('has its bar and makes its calls before main is there, and none of them twice', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const { promise: main, resolve } = Promise.withResolvers<Route>()
    await page.route('**/assets/main-*.js', resolve)
    const paths = ['/api/v1/overview', '/api/v1/session', '/api/v1/workspaces?per_page=1']
    const seen = watched.requests.length
    const data = Promise.all(paths.map((path) => answered(page, path)))
    await page.goto(`${suite.plinth.url}/console`, { waitUntil: 'commit' })
    for (const response of await data) assert.equal(response.status(), 200)
    await page.locator('#page').getByText('Plinth', { exact: true }).waitFor()
    await (await main).continue()
    await page.getByRole('region', { name: 'Requests of the last hour' }).waitFor()
    const asked = watched.requests.slice(seen).filter((url) => url.includes('/api/'))
    assert.deepEqual(asked.map((url) => url.replace(suite.plinth.url, '')).sort(), paths)
    watched.assertQuiet()
    await watched.close()
  })

  it('loads the file of another page beside the session', async () => {
    const { watched, page, session, open } = await openHeld('/catalog')
    const file = page.waitForResponse(/\/assets\/page-[^/]+\.js$/)
    await open()
    const route = await session
    assert.equal((await file).status(), 200)
    await nothingShown(page)
    await route.continue()
    await page.getByRole('heading', { name: 'Catalogue', exact: true }).waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('stays the one that was gone to while the file of another page comes, which is drawn at once when gone back to', async () => {
    const { watched, page, session } = await openHeld('/catalog')
    const { promise: held, resolve } = Promise.withResolvers<Route>()
    let files = 0
    await page.route(/\/assets\/page-[^/]+\.js$/, (route) => (files++ === 0 ? resolve(route) : route.continue()))
    await page.goto(`${suite.plinth.url}/console/catalog`, { waitUntil: 'commit' })
    const route = await held
    await (await session).continue()
    const loading = page.locator('#content .loading')
    await loading.waitFor()
    await page.getByRole('link', { name: 'Users' }).click()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    const arrived = page.waitForResponse((response) => response.request() === route.request())
    await route.continue()
    await (await arrived).finished()
    await page.goBack()
    await page.getByRole('heading', { name: 'Catalogue', exact: true }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Catalogue', exact: true }).count(), 0)
    watched.assertQuiet()
    await watched.close()
  })

  it('is the sign-in page once the session has ended, whatever else was answered, and keeps nothing of it', async () => {
    const { watched, page, session, asked, open } = await openHeld('/')
    const overview = answered(page, '/api/v1/overview')
    await open()
    const route = await session
    await (await overview).finished()
    const error = { code: 'UNAUTHORIZED', message: 'Told by the test.', details: {} }
    await route.fulfill({ status: 401, json: { error } })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.getByRole('region').count(), 0)
    const before = asked().filter((path) => path === 'api/v1/overview').length
    await page.unrouteAll()
    await page.getByLabel('API key').fill(suite.plinth.operatorKey)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('region', { name: 'Requests of the last hour' }).waitFor()
    assert.ok(asked().filter((path) => path === 'api/v1/overview').length > before)
    watched.assertQuiet(/Failed to load resource: .* 401/)
    await watched.close()
  })

  it('of a workspace’s key asks for nothing that operators alone may see', async () => {
    const { key } = await newTenant(suite.plinth)
    const watched = await signedIn(suite)
    await watched.page.context().clearCookies()
    await signInByKey(key, suite.plinth, watched)
    watched.assertQuiet(/Failed to load resource: .* 401/)
    const seen = watched.requests.length
    await watched.page.goto(`${suite.plinth.url}/console/`)
    await watched.page.waitForURL('**/workspaces/*')
    assert.deepEqual(
      watched.requests.slice(seen).filter((url) => url.endsWith('/overview')),
      [],
    )
    watched.assertQuiet()
    await watched.close()
  })

  it('in German asks for its words once, before main is there', async () => {
    const watched = await WatchedPage.open(suite, undefined, 'de-AT')
    const { page } = watched
    const { promise: main, resolve } = Promise.withResolvers<Route>()
    await page.route('**/assets/main-*.js', resolve)
    const words = page.waitForResponse(/\/assets\/de-[^/]+\.js$/)
    await page.goto(`${suite.plinth.url}/console`, { waitUntil: 'commit' })
    const route = await main
    assert.equal((await words).status(), 200)
    await route.continue()
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    assert.equal(watched.requests.filter((url) => /\/de-[^/]+\.js$/.test(url)).length, 1)
    watched.assertQuiet()
    await watched.close()
  })
})

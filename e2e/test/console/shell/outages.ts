import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { Page, Route } from 'playwright-core'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { newTenant, type Tenant } from '../../../src/tenant.ts'

// The page's own calls fail at its border: what the gateway does then is tested elsewhere.
describe('the console while calls fail', () => {
  const suite = setUpShared()
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant(suite.plinth)
  })

  const refuse = (status: 401 | 503, code: string) => (route: Route) =>
    route.fulfill({ status, json: { error: { code, message: 'Told by the test.', details: {} } } })
  const unavailable = refuse(503, 'SERVICE_UNAVAILABLE')
  const failed = /Failed to load resource: .* (401|503)/
  const focus = (page: Page) => page.evaluate(`dispatchEvent(new Event('visibilitychange'))`)
  const isCalled = (part: string) => (url: URL) => url.pathname.endsWith(part)

  /** Opens the dialog that shows a new key, and returns that key. */
  async function makeKey(page: Page): Promise<string> {
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Create API key' }).click()
    await dialog.getByLabel('Name').fill('CI')
    await dialog.getByLabel('User of the key').fill(tenant.user.id)
    await dialog.getByRole('button', { name: 'Create API key' }).click()
    return (await dialog.getByRole('status', { name: 'API key' }).textContent()) ?? ''
  }
  async function closeDialog(page: Page): Promise<void> {
    await page.getByLabel('I have stored it').check()
    await page.getByRole('button', { name: 'Done' }).click()
  }

  it('says that the session cannot be asked for, and asks again', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.route(isCalled('/session'), unavailable)
    await page.reload()
    await page.getByRole('alert').getByText('Told by the test.').waitFor()
    await watched.assertSound('session-unavailable')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Workspaces' }).waitFor()
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('keeps rows that are there, and says that they could not be loaded again', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.getByRole('rowheader').first().waitFor()
    await page.route(isCalled('/workspaces'), unavailable)
    await eventually(async () => {
      await focus(page)
      assert.equal(await page.getByText('Told by the test.').count(), 1)
    })
    assert.equal(await page.getByRole('rowheader', { name: /^Acme/ }).count(), 1)
    await watched.assertSound('list-unavailable')
    await page.getByLabel('Status').selectOption('active')
    await page.getByRole('rowheader').first().waitFor({ state: 'detached' })
    await page.getByText('Told by the test.').waitFor()
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('says that nobody was signed out where that failed, and tries again', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.route(isCalled('/session'), (route) =>
      route.request().method() === 'DELETE' ? unavailable(route) : route.continue(),
    )
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    const dialog = page.getByRole('dialog', { name: 'You are still signed in' })
    await dialog.getByText('Told by the test.').waitFor()
    await watched.assertSound('sign-out-failed')
    await page.unrouteAll()
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.deepEqual(await page.context().cookies(), [])
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('keeps a key that is shown once, though the page behind it fails, and asks nothing meanwhile', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const one = `/workspaces/${tenant.workspace.id}`
    const held: Route[] = []
    await page.goto(`${suite.plinth.url}/console${one}/keys`)
    await page.getByRole('rowheader', { name: 'Production' }).waitFor()
    let isDown = false
    await page.route(isCalled(one), (route) => (isDown ? unavailable(route) : void held.push(route)))
    await eventually(async () => {
      await focus(page)
      assert.equal(held.length, 1)
    })
    const key = await makeKey(page)
    isDown = true
    await unavailable(held[0] as Route)
    await page.getByText('Told by the test.').waitFor()
    assert.match(key, /^sk_live_/)
    const output = page.getByRole('status', { name: 'API key' })
    assert.equal(await output.textContent(), key)

    // A page that failed is asked for again at once, but not behind a dialog.
    const before = watched.requests.length
    await focus(page)
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))')
    assert.deepEqual(watched.requests.slice(before), [])
    await page.unrouteAll()
    await closeDialog(page)
    await focus(page)
    await page.getByText('Told by the test.').waitFor({ state: 'detached' })
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('keeps a key that is shown once, though the session has ended, until its dialog is closed', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const held: Route[] = []
    await page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/keys`)
    await page.getByRole('rowheader', { name: 'Production' }).waitFor()
    await page.route(isCalled('/api-keys'), (route) =>
      route.request().method() === 'GET' ? void held.push(route) : route.continue(),
    )
    await page.getByLabel('Search').fill('Prod')
    await eventually(() => assert.equal(held.length, 1))
    const key = await makeKey(page)
    await page.route(isCalled('/session'), refuse(401, 'SESSION_ENDED'))
    await refuse(401, 'SESSION_ENDED')(held[0] as Route)
    await page.getByText('You are not signed in any more').waitFor()
    assert.equal(await page.getByRole('status', { name: 'API key' }).textContent(), key)
    await closeDialog(page)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('says of a lost answer that the form may be sent again, which has one effect, and keeps the focus', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    const submit = dialog.getByRole('button', { name: 'Create namespace' })
    await page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/namespaces`)
    await page.getByRole('button', { name: 'Create namespace' }).click()
    await dialog.getByLabel('Name').fill('Once')
    await page.clock.install()
    let tries = 0
    // The first try is executed; every answer is lost.
    await page.route(isCalled('/namespaces'), async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      tries += 1
      if (tries === 1) await route.fetch()
      return route.abort('connectionreset')
    })
    await submit.click()
    await eventually(async () => {
      await page.clock.runFor(10_000)
      assert.equal(await dialog.getByText('It is not known whether this was done.').count(), 1)
    })
    assert.equal(tries, 3)
    await watched.assertSound('answer-lost')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Create namespace')
    await page.unrouteAll()
    await submit.click()
    await page.getByRole('rowheader', { name: 'Once' }).waitFor()
    assert.equal(await page.getByRole('rowheader', { name: 'Once' }).count(), 1)
    watched.assertQuiet(/Failed to load resource/)
    await watched.close()
  })

  it('keeps a form though the session has ended, says why, and sends it once somebody has signed in again', async () => {
    const watched = await signedInAt(suite, `/workspaces/${tenant.workspace.id}/namespaces`)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Create namespace' }).click()
    await dialog.getByLabel('Name').fill('Kept')
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await dialog.getByRole('button', { name: 'Create namespace' }).click()
    await dialog.getByText('You are not signed in any more').waitFor()
    await dialog.getByRole('link', { name: 'Sign in' }).waitFor()
    await watched.assertSound('form-signed-out')
    assert.equal(await dialog.getByLabel('Name').inputValue(), 'Kept')
    await page.context().addCookies(cookies)
    await dialog.getByRole('button', { name: 'Create namespace' }).click()
    await page.getByRole('rowheader', { name: 'Kept' }).waitFor()

    await page.getByRole('button', { name: 'Create namespace' }).click()
    await page.context().clearCookies()
    await dialog.getByLabel('Name').fill('Lost')
    await dialog.getByRole('button', { name: 'Create namespace' }).click()
    await dialog.getByText('You are not signed in any more').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('status').getByText('Your session has ended.').waitFor()
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Sign in')
    await watched.assertSound('session-ended')
    await page.context().addCookies(cookies)
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    watched.assertQuiet(failed)
    await watched.close()
  })

  it('ends with a sign-out in another tab, and says so, once a key that is shown once is stored', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const other = await page.context().newPage()
    const signOutThere = async () => {
      await other.goto(`${suite.plinth.url}/console/workspaces`)
      await other.getByRole('button', { name: 'Account' }).click()
      await other.getByRole('button', { name: 'Sign out' }).click()
      await other.getByRole('heading', { name: 'Sign in' }).waitFor()
    }
    const says = page.getByRole('status').getByText('You signed out in another tab or window.')
    await page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/keys`)
    await page.getByRole('rowheader', { name: 'Production' }).waitFor()
    const seen = watched.requests.length
    await signOutThere()
    await says.waitFor()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await watched.assertSound('signed-out-elsewhere')
    assert.deepEqual(watched.requests.slice(seen), [])
    assert.equal(await other.getByText('You signed out').count(), 0)

    await page.getByLabel('API key').fill(suite.plinth.operatorKey)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('rowheader', { name: 'Production' }).waitFor()
    const key = await makeKey(page)
    await signOutThere()
    assert.equal(await page.getByRole('status', { name: 'API key' }).textContent(), key)
    await closeDialog(page)
    await says.waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await says.count(), 0)
    watched.assertQuiet(failed)
    await watched.close()
  })
})

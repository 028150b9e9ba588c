import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { WatchedPage } from '../../../src/console/browser.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signInByKey, signInLink } from '../../../src/console/signed-in.ts'
import { newTenant, type Tenant } from '../../../src/tenant.ts'

describe('the start of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant(suite.plinth)
  })

  it('works where the storage of the site is blocked', async () => {
    const watched = await WatchedPage.open(suite)
    await watched.page.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })`,
    )
    await signInByKey(tenant.key, suite.plinth, watched)
    watched.assertQuiet()
    await watched.close()
  })

  it('says so if a gateway of another release does not have its files, and loads again', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    const files = '**/console/assets/main-*.js'
    await page.route(files, (route) => route.fulfill({ status: 404 }))
    await page.goto(`${suite.plinth.url}/console`)
    await page.getByText('Perhaps a newer version of the console is installed.').waitFor()
    await watched.assertSound('outdated')
    await page.unroute(files)
    await page.getByRole('button', { name: 'Reload the page' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Reload the page' }).count(), 0)
    watched.assertQuiet(/Failed to load resource: .* 404/)
    await watched.close()
  })

  it('says so, too, if its whole document is of another release', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    const address = `${suite.plinth.url}/console`
    const document = await (await fetch(address)).text()
    const body = document.replaceAll(/(theme|main|console)-[A-Z0-9]{8}\./g, '$1-0THERREL.')
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    await page.route(address, (route) => route.fulfill({ body, headers }))
    await page.goto(address)
    await page.getByText('Perhaps a newer version of the console is installed.').waitFor()
    await page.unroute(address)
    await page.getByRole('button', { name: 'Reload the page' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    watched.assertQuiet(/Failed to load resource: .* 404/, /MIME type/)
    await watched.close()
  })

  it('is in English if the words of another language do not load', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    await page.addInitScript(`localStorage.setItem('plinth.language', 'de')`)
    await page.route('**/console/assets/de-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${suite.plinth.url}/console`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
    watched.assertQuiet(/Failed to load resource: .* 404/)
    await watched.close()
  })

  it('is in German for a browser that prefers it', async () => {
    const watched = await WatchedPage.open(suite, undefined, 'de-AT')
    const { page } = watched
    await page.goto(`${suite.plinth.url}/console`)
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    assert.equal(await page.evaluate('document.documentElement.lang'), 'de')
    const field = await page.getByLabel('API-Schlüssel').boundingBox()
    assert.ok((field?.width ?? 0) < 420, `${field?.width} px`)
    await watched.assertSound('sign-in-german')
    watched.assertQuiet()
    await watched.close()
  })

  it('keeps a session when a link is refused, and says that it is refused', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    const link = await signInLink(suite.plinth)
    await page.goto(link)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.goto(link)
    const alert = page.getByRole('alert')
    await alert.getByText(/This sign-in link is not valid/).waitFor()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await watched.assertSound('link-used-signed-in')
    await alert.getByRole('button', { name: 'Close' }).click()
    assert.equal(await alert.count(), 0)
    await page.reload()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    watched.assertQuiet(/Failed to load resource: .* 401/)
    await watched.close()
  })

  it('signs in with a link that is pasted into an open page', async () => {
    const watched = await WatchedPage.open(suite)
    const { page } = watched
    const link = await signInLink(suite.plinth)
    await page.goto(`${suite.plinth.url}/console`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const scripts = watched.requests.filter((url) => url.includes('/assets/main-'))
    await page.goto(link)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    assert.equal(page.url(), `${suite.plinth.url}/console`)
    // No document was loaded again.
    assert.deepEqual(
      watched.requests.filter((url) => url.includes('/assets/main-')),
      scripts,
    )
    watched.assertQuiet()
    await watched.close()
  })
})

import { after, before, describe, it } from 'node:test'
import type { Browser, Route } from 'playwright-core'
import { launchBrowser } from '../../src/console/browser.ts'
import { signedIn } from '../../src/console/signed-in.ts'
import { startOneProcess } from '../../src/one-process.ts'
import type { Topology } from '../../src/topology.ts'

// The page's own calls fail at its border: what the gateway does then is tested elsewhere.
describe('the console while calls fail', () => {
  let plinth: Topology
  let browser: Browser
  before(async () => {
    plinth = await startOneProcess()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await plinth?.stop()
  })

  const refuse = (status: 503, code: string) => (route: Route) =>
    route.fulfill({ status, json: { error: { code, message: 'Told by the test.', details: {} } } })
  const unavailable = refuse(503, 'SERVICE_UNAVAILABLE')
  const failed = /Failed to load resource: .* (401|503)/
  const isCalled = (part: string) => (url: URL) => url.pathname.endsWith(part)

  it('says that the session cannot be asked for, and asks again', async () => {
    const watched = await signedIn(plinth, browser)
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
})

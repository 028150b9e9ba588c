import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser, WatchedPage } from '../../src/console/browser.ts'
import { signInByKey } from '../../src/console/signed-in.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { newTenant, type Tenant } from '../../src/tenant.ts'
import type { Topology } from '../../src/topology.ts'

describe('the start of the console', () => {
  let plinth: Topology
  let browser: Browser
  let tenant: Tenant
  before(async () => {
    plinth = await startOneProcess()
    browser = await launchBrowser()
    tenant = await newTenant(plinth)
  })
  after(async () => {
    await browser?.close()
    await plinth?.stop()
  })

  it('works where the storage of the site is blocked', async () => {
    const watched = await WatchedPage.open(browser, plinth.url)
    await watched.page.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })`,
    )
    await signInByKey(tenant.key, plinth, watched)
    watched.assertQuiet()
    await watched.close()
  })
})

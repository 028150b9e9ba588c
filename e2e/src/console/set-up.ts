import { after, afterEach, before } from 'node:test'
import { chromiumPath } from '@plinth/testkit'
import { type Browser, chromium } from 'playwright-core'
import type { Topology } from '../topology.ts'

export type { Browser, BrowserContext, Page } from 'playwright-core'

/** The Plinth and the browser that the tests of a suite share. */
export interface Suite {
  plinth: Topology
  browser: Browser
}

/** Called in a describe: Plinth and a browser are there before its tests, and stop after them. A test that fails says what its pages show. */
export function setUp(start: () => Promise<Topology>): Suite {
  return suiteOf(
    async (suite) => {
      suite.plinth = await start()
      suite.browser = await launchShortLived()
    },
    async ({ browser, plinth }) => {
      await browser?.close()
      await plinth?.stop()
    },
  )
}

/** As the hooks of a suite do it; after a failure `end` gets what there is. */
export function suiteOf(begin: (suite: Suite) => Promise<void>, end: (suite: Partial<Suite>) => Promise<void>): Suite {
  const suite = {} as Suite
  before(() => begin(suite))
  afterEach(async (test) => {
    if (!('passed' in test) || test.passed) return
    const pages = suite.browser?.contexts().flatMap((context) => context.pages()) ?? []
    for (const page of pages) test.diagnostic(`${page.url()} shows:\n${await page.locator('body').ariaSnapshot()}`)
  })
  after(() => end(suite))
  return suite
}

// No page of a test lives as long as it takes for optimised code to pay.
export const launchShortLived = () => launchBrowser('--js-flags=--no-opt --no-maglev')

/** Debian's Chromium, without what it does on its own. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    timeout: 120_000,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', ...more],
  })
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { artefacts, launchBrowser, looks, WatchedPage } from '../../src/console/browser.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

for (const { name, start } of topologies) {
  describe(`the sign-in page of the console, ${name}`, () => {
    let plinth: Topology
    let browser: Browser
    before(async () => {
      plinth = await start()
      browser = await launchBrowser()
    })
    after(async () => {
      await browser?.close()
      await plinth?.stop()
    })

    for (const look of looks) {
      it(`is sound: ${look.scheme}, ${look.width} px`, async (test) => {
        test.diagnostic(`screenshots are in ${artefacts}`)
        const watched = await WatchedPage.open(browser, plinth.url, look)
        const { page } = watched
        await page.goto(plinth.url)
        await page.getByRole('heading', { name: 'Sign in' }).waitFor()
        assert.equal(page.url(), `${plinth.url}/console`)
        await watched.assertSound('sign-in')
        watched.assertQuiet()
        // Nobody was signed in before, so nothing is asked.
        assert.deepEqual(
          watched.requests.filter((url) => url.includes('/api/')),
          [],
        )
        await watched.close()
      })
    }

    it('loads at most six files', async () => {
      const watched = await WatchedPage.open(browser, plinth.url)
      await watched.page.goto(`${plinth.url}/console`)
      await watched.page.getByRole('heading', { name: 'Sign in' }).waitFor()
      const files = new Set(watched.requests.filter((url) => !url.endsWith('.svg')))
      assert.ok(files.size <= 6, [...files].join('\n'))
      await watched.close()
    })
  })
}

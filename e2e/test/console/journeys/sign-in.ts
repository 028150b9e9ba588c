import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { looks, WatchedPage, whereScreenshotsAre } from '../../../src/console/browser.ts'
import type { Suite } from '../../../src/console/set-up.ts'
import { signInByKey } from '../../../src/console/signed-in.ts'

export const signIn = (suite: Suite): void =>
  void describe('the sign-in page of the console', () => {
    for (const look of looks) {
      it(`is sound: ${look.scheme}, ${look.width} px`, async (test) => {
        test.diagnostic(whereScreenshotsAre)
        const watched = await WatchedPage.open(suite, look)
        const { page } = watched
        await page.goto(suite.plinth.url)
        await page.getByRole('heading', { name: 'Sign in' }).waitFor()
        assert.equal(page.url(), `${suite.plinth.url}/console`)
        await watched.assertSound('sign-in')
        watched.assertQuiet()
        // The browser has never been signed in, so the page calls no API.
        assert.deepEqual(
          watched.requests.filter((url) => url.includes('/api/')),
          [],
        )
        await watched.close()
      })
    }

    it('trades a key for a cookie once, and keeps it nowhere', async () => {
      const key = suite.plinth.operatorKey
      const watched = await WatchedPage.open(suite)
      const { page } = watched
      const sentWithKey: string[] = []
      page.on('request', (request) => {
        if (request.headers()['authorization'] !== undefined)
          sentWithKey.push(`${request.method()} ${new URL(request.url()).pathname}`)
      })
      await signInByKey(key, suite.plinth, watched)
      await page.reload()
      await page.getByRole('heading', { name: 'Workspaces' }).waitFor()
      assert.deepEqual(sentWithKey, ['POST /api/v1/sessions'])
      const kept = await page.evaluate<string>(
        'JSON.stringify([localStorage, sessionStorage, document.cookie, history.state, location.href])',
      )
      for (const text of [kept, await page.content(), ...watched.requests]) assert.ok(!text.includes(key), text)
      watched.assertQuiet()
      await watched.close()
    })

    it('loads at most six files', async () => {
      const watched = await WatchedPage.open(suite)
      await watched.page.goto(`${suite.plinth.url}/console`)
      await watched.page.getByRole('heading', { name: 'Sign in' }).waitFor()
      const files = new Set(watched.requests.filter((url) => !url.endsWith('.svg')))
      assert.ok(files.size <= 6, [...files].join('\n'))
      await watched.close()
    })
  })

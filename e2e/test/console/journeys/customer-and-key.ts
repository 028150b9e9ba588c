import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { api } from '../../../src/api.ts'
import { WatchedPage } from '../../../src/console/browser.ts'
import type { Suite } from '../../../src/console/set-up.ts'
import { signedIn, signInLink } from '../../../src/console/signed-in.ts'

export const customerAndKey = (suite: Suite): void =>
  void describe('a customer and a key by the console alone', () => {
    const statusOf = async (key: string) => (await api(suite.plinth.url, key).get('/workspaces')).status
    const stored = (page: Page) =>
      page.evaluate<string>(
        'JSON.stringify([localStorage, sessionStorage, document.cookie, history.state, location.href])',
      )

    it('a link signs in once: its code leaves the address, its cookie is out of reach of scripts', async () => {
      const link = await signInLink(suite.plinth)
      const code = new URL(link).hash.slice(3)
      const first = await WatchedPage.open(suite)
      await first.page.goto(link)
      await first.page.getByRole('heading', { name: 'Home' }).waitFor()
      assert.equal(first.page.url(), `${suite.plinth.url}/console`)
      assert.ok(!(await stored(first.page)).includes(code))
      const [cookie] = await first.page.context().cookies()
      assert.deepEqual([cookie?.httpOnly, cookie?.sameSite, cookie?.path], [true, 'Strict', '/'])
      await first.page.reload()
      await first.page.getByRole('heading', { name: 'Home' }).waitFor()
      first.assertQuiet()

      const second = await WatchedPage.open(suite)
      await second.page.goto(link)
      const alert = second.page.getByRole('alert')
      await alert.waitFor()
      assert.match((await alert.textContent()) ?? '', /This sign-in link is not valid/)
      await second.page.getByLabel('API key').waitFor()
      await second.assertSound('link-used')
      second.assertQuiet(/Failed to load resource: .* 401/)
      await Promise.all([first.close(), second.close()])
    })

    it('a key is shown once, works, and is refused once it is revoked', async () => {
      const watched = await signedIn(suite)
      const { page } = watched
      const dialog = page.getByRole('dialog')
      const answers: string[] = []

      await page.getByRole('link', { name: 'Users' }).click()
      await page.getByRole('button', { name: 'Create user' }).click()
      await dialog.getByLabel('Name').fill('Grace Hopper')
      await dialog.getByLabel('E-mail').fill('grace@example.test')
      await dialog.getByRole('button', { name: 'Create user' }).click()
      const owner =
        (await page
          .getByText(/^usr_\w+$/)
          .first()
          .textContent()) ?? ''

      await page.getByRole('link', { name: 'Workspaces' }).click()
      await page.getByRole('button', { name: 'Create workspace' }).click()
      await dialog.getByLabel('Name').fill('Acme')
      await dialog.getByLabel('Owner').fill(owner)
      await dialog.getByText('Show the request').click()
      await dialog.getByText(`"owner_id":"${owner}"`).waitFor()
      await watched.assertSound('create-workspace')
      await dialog.getByRole('button', { name: 'Create workspace' }).click()
      await page.getByRole('heading', { name: 'Acme' }).waitFor()

      await page.getByRole('link', { name: 'API keys' }).click()
      await page.getByRole('button', { name: 'Create API key' }).click()
      await dialog.getByLabel('Name').fill('CI')
      await dialog.getByLabel('User of the key').fill(owner)
      await dialog.getByLabel('Scopes').fill('read:all')
      await watched.assertSound('create-key')
      await dialog.getByRole('button', { name: 'Create API key' }).click()
      const output = dialog.getByRole('status', { name: 'API key' })
      const key = (await output.textContent()) ?? ''
      assert.match(key, /^sk_live_/)
      await watched.assertSound('key-shown-once')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      assert.equal(await output.textContent(), key)
      assert.equal(await dialog.getByRole('button', { name: 'Done' }).isDisabled(), true)
      await page.goBack()
      await page.waitForURL((url) => !url.pathname.endsWith('/keys'))
      assert.equal(await output.textContent(), key)
      await page.goForward()
      await page.waitForURL('**/keys')
      assert.equal(await output.textContent(), key)
      page.on(
        'response',
        (answer) =>
          void answer.text().then(
            (text) => answers.push(text),
            () => undefined,
          ),
      )
      await dialog.getByLabel('I have stored it').check()
      await dialog.getByRole('button', { name: 'Done' }).click()
      const row = page.getByRole('row', { name: /^CI / })
      await row.waitFor()
      assert.equal(await statusOf(key), 200)
      // Pasted into a filter, it gets no further than the part that finds it.
      const found = page.waitForResponse(/\/api-keys\?.*search=/)
      await page.getByLabel('Search').fill(key)
      await page.waitForURL(/search=sk_live_\w+$/)
      assert.ok(!page.url().includes(key.split('_').at(-2) ?? ''))
      assert.equal(((await (await found).json()) as { data: unknown[] }).data.length, 1)
      await page.getByLabel('Search').fill('')
      await page.waitForURL((url) => url.search === '')
      await page.reload()
      await row.waitFor()
      const everywhere = [await page.content(), await stored(page), ...answers, ...watched.requests]
      assert.deepEqual(
        everywhere.filter((text) => text.includes(key)),
        [],
      )
      assert.ok(answers.some((text) => text.includes('read:all')))

      await row.getByRole('button', { name: 'Actions for CI' }).click()
      await page.getByRole('button', { name: 'Revoke' }).click()
      await dialog.getByRole('heading', { name: 'Revoke CI?' }).waitFor()
      await watched.assertSound('revoke-key')
      await dialog.getByRole('button', { name: 'Revoke' }).click()
      await page.getByText('This workspace has no API key yet.').waitFor()
      assert.equal(await statusOf(key), 401)

      await page.getByRole('button', { name: 'Account' }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      assert.deepEqual(await page.context().cookies(), [])
      watched.assertQuiet()
      await watched.close()
    })
  })

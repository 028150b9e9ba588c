import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { WatchedPage } from '../../../src/console/browser.ts'
import type { Suite } from '../../../src/console/set-up.ts'
import { signInLink } from '../../../src/console/signed-in.ts'

export const firstRun = (suite: Suite): void =>
  void describe('the first run of the console', () => {
    let receiver: WebhookReceiver
    before(async () => {
      receiver = await webhookReceiver()
    })
    after(() => receiver?.close())

    it('goes from nothing to a webhook that had a ping, and its steps tick themselves off', async (test) => {
      const watched = await WatchedPage.open(suite)
      const { page } = watched
      const dialog = page.getByRole('dialog')
      const steps = page.getByRole('region', { name: 'First steps' })
      const done = (step: string) => steps.getByRole('listitem').filter({ hasText: `${step} (done)` })
      let actions = 0
      /** Counts what a person does. */
      const act = async (doing: Promise<unknown>) => {
        actions++
        await doing
      }
      const press = (text: string) => act(page.getByRole('button', { name: text, exact: true }).click())
      const follow = (link: string) => act(page.getByRole('link', { name: link, exact: true }).first().click())
      const part = (name: string) =>
        act(page.getByLabel('Parts of the workspace').getByRole('link', { name, exact: true }).click())
      const fill = (label: string, text: string) => act(dialog.getByLabel(label).fill(text))
      /** The last field, and Enter. */
      const finish = (label: string, text: string) => {
        const field = dialog.getByLabel(label)
        return act(field.fill(text).then(() => field.press('Enter')))
      }
      const submit = (text: string) => act(dialog.getByRole('button', { name: text, exact: true }).click())
      const store = async () => {
        await act(dialog.getByLabel('I have stored it').check())
        await submit('Done')
      }

      await page.goto(await signInLink(suite.plinth))
      await steps.locator('[aria-current=step]', { hasText: 'A customer' }).waitFor()
      await watched.assertSound('first-run')

      await follow('Users')
      await press('Create user')
      await fill('Name', 'Ada')
      await finish('E-mail', 'ada@example.test')
      await page.getByText(/^Ada is created/).waitFor()
      await watched.assertSound('first-run-owner')
      await follow('Create a workspace that this user owns')
      await dialog.getByLabel('Owner').waitFor()
      await watched.assertSound('first-run-workspace')
      await finish('Name', 'Acme')
      await page.getByRole('heading', { name: 'Acme' }).waitFor()

      await part('Plan')
      await press('Assign package')
      await act(dialog.getByLabel('Package').selectOption('pro'))
      await watched.assertSound('first-run-plan')
      await submit('Assign package')
      await page.getByRole('rowheader', { name: 'Pro' }).waitFor()

      await part('API keys')
      await press('Create API key')
      await eventually(async () => assert.match(await dialog.getByLabel('User of the key').inputValue(), /^usr_/))
      await watched.assertSound('first-run-key')
      await finish('Name', 'CI')
      const key = (await dialog.getByRole('status', { name: 'API key' }).textContent()) ?? ''
      await store()
      const call = await fetch(`${suite.plinth.url}/api/v1/user`, { headers: { authorization: `Bearer ${key}` } })
      assert.equal(call.status, 200)

      await part('Webhooks')
      await press('Create webhook')
      await fill('URL', receiver.url)
      await act(dialog.getByLabel('All events, also future ones').check())
      await submit('Create webhook')
      await store()
      await press('Send ping')
      await submit('Send ping')
      await page.getByText(/The receiver answered 200/).waitFor()
      test.diagnostic(`${actions} actions`)
      assert.ok(actions <= 25, `${actions} actions`)
      await dialog.getByRole('button', { name: 'Cancel' }).click()

      await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Home' }).click()
      for (const step of ['A customer', 'A plan', 'An API key', 'The first call', 'A webhook with a test event'])
        await done(step).waitFor()
      await page.getByText('Everything works: customer, plan, key, call and webhook.').waitFor()
      await watched.assertSound('first-run-done')
      await page.getByRole('button', { name: 'Hide the first steps' }).click()
      await page.reload()
      await page.getByRole('heading', { name: 'Deliveries' }).waitFor()
      assert.equal(await steps.count(), 0)
      watched.assertQuiet()
      await watched.close()
    })
  })

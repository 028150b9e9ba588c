import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Suite } from '../../../src/console/set-up.ts'
import { signedIn } from '../../../src/console/signed-in.ts'
import { newTenant, type Tenant } from '../../../src/tenant.ts'

/** As many failed deliveries as disable a webhook. */
const failures = 10

export const webhookOutage = (suite: Suite): void =>
  void describe('an outage of a receiver in the console alone', () => {
    let receiver: WebhookReceiver
    let tenant: Tenant
    before(async () => {
      receiver = await webhookReceiver()
      tenant = await newTenant(suite.plinth, { tier: 'enterprise' })
    })
    after(() => receiver?.close())

    const types = () => receiver.requests.map(({ body }) => JSON.parse(body.toString()).type)
    const rename = async (to: string) => {
      const answer = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: to })
      assert.equal(answer.status, 200, answer.text)
    }

    it('a webhook is made, fails, says why, is enabled, and sends what was held', async () => {
      const watched = await signedIn(suite)
      const { page } = watched
      const dialog = page.getByRole('dialog')
      const press = (button: string) => dialog.getByRole('button', { name: button, exact: true }).click()

      await page.getByRole('link', { name: String(tenant.workspace['name']) }).click()
      await page.getByLabel('Parts of the workspace').getByRole('link', { name: 'Webhooks' }).click()
      await page.getByRole('button', { name: 'Create webhook' }).click()
      await dialog.getByLabel('URL').fill(receiver.url)
      await dialog.getByText(/^workspace \d/).click()
      await dialog.getByLabel(/^workspace\.updated/).check()
      await dialog.getByText('More settings').click()
      await dialog.getByLabel('Delays before the attempts, in seconds').fill('0')
      await dialog.getByText('Show the request').click()
      await dialog.getByText('"events":["workspace.updated"]').waitFor()
      await watched.assertSound('create-webhook')
      await press('Create webhook')
      const secret = await dialog.getByRole('status', { name: 'Signing secret' }).textContent()
      assert.match(secret ?? '', /^whsec_/)
      await dialog.getByLabel('I have stored it').check()
      await press('Done')

      await page.getByText('Nothing was sent in the last hour.').first().waitFor()
      await page.getByRole('button', { name: 'Send ping' }).click()
      await press('Send ping')
      await dialog.getByText(/^The receiver answered 200 after/).waitFor()
      await watched.assertSound('webhook-pinged')
      assert.deepEqual(types(), ['ping'])
      await press('Cancel')

      receiver.answerWith({ status: 500 })
      for (let at = 0; at < failures; at++) await rename(`Down ${at}`)
      await page
        .getByText(/10 deliveries in a row failed/)
        .first()
        .waitFor()
      await page.getByText(/Refused by the receiver \(500\)/).waitFor()
      await rename('Held')
      await page.getByText('1 delivery is held, and goes out once the webhook is enabled.').waitFor()
      await watched.assertSound('webhook-disabled-by-failures')

      receiver.answerWith({ status: 200 })
      await page.getByRole('button', { name: 'Enable', exact: true }).click()
      await dialog.getByText('1 delivery is held and will be sent, at first a few at a time.').waitFor()
      await press('Enable')
      await eventually(() => assert.equal(types().length, 1 + failures + 1))
      await page.getByText('0 · 0', { exact: true }).waitFor()
      assert.equal(await page.getByText(/is held/).count(), 0)

      await page.getByRole('button', { name: 'Replay' }).click()
      await press('Count')
      await dialog.getByText(`${failures} deliveries would be sent again.`).waitFor()
      await watched.assertSound('webhook-replay-counted')
      await press(`Send ${failures} deliveries again`)
      await page.getByText(`Resent: ${failures} queued.`).first().waitFor()
      await eventually(() => assert.equal(types().length, 1 + failures + 1 + failures))
      const stored = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, location.href])')
      assert.ok(!stored.includes(secret ?? ''))
      watched.assertQuiet()
      await watched.close()
    })
  })

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { Page } from 'playwright-core'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn, signedInAt, signedInWith } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Resource, resource, type Tenant } from '../../../src/tenant.ts'

describe('the search of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let other: Tenant
  let receiver: WebhookReceiver
  let key: Resource
  let webhook: Resource
  let delivery: Resource
  before(async () => {
    tenant = await newTenant(suite.plinth)
    other = await newTenant(suite.plinth)
    receiver = await webhookReceiver()
    created(await tenant.api.post('/webhooks', { url: `${receiver.url}/orders`, events: ['workspace.updated'] }))
    const [[made], [hook]] = [list(await tenant.api.get('/api-keys')), list(await tenant.api.get('/webhooks'))]
    if (made === undefined || hook === undefined) throw new Error('a key or webhook is missing')
    key = made
    webhook = hook
    resource(await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { tags: ['found'] }))
    delivery = await eventually(async () => {
      const [first] = list(await tenant.api.get('/deliveries'))
      assert.ok(first !== undefined)
      return first
    })
  })

  after(() => receiver?.close())

  const open = async (page: Page, text: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(text)
  }
  const options = (page: Page) => page.getByRole('dialog').getByRole('option')
  const path = (page: Page) => new URL(page.url()).pathname.replace('/console', '')
  const inTenant = (part: string) => `/workspaces/${tenant.workspace.id}${part}`

  it('leaves the Enter that ends a composition to what is typed', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page, 'Users')
    const field = page.getByRole('dialog').getByRole('combobox')
    // The second is that of Safari, which ends the composition first.
    for (const ending of [{ isComposing: true }, { keyCode: 229 }]) {
      await field.dispatchEvent('keydown', { key: 'Enter', ...ending })
      assert.equal(path(page), '/workspaces', JSON.stringify(ending))
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/users')
    await watched.close()
  })

  it('finds by how something begins, and the arrows choose', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page, String(tenant.workspace['name']).toUpperCase())
    await options(page).filter({ hasText: tenant.workspace.id }).waitFor()
    await watched.assertSound('search')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${inTenant('')}`)
    await open(page, String(tenant.user['email']).slice(0, 9))
    await options(page).filter({ hasText: tenant.user.id }).waitFor()
    await page.keyboard.press('Escape')
    await open(page, receiver.url)
    await options(page).filter({ hasText: webhook.id }).click()
    await page.waitForURL(`**${inTenant(`/webhooks/${webhook.id}`)}`)
    await open(page, 'nothing begins like this')
    assert.equal(await options(page).count(), 1)
    watched.assertQuiet()
    await watched.close()
  })

  it('goes straight to the page of an ID that is pasted, however soon Enter comes', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    for (const [id, part] of [
      [key.id, '/keys'],
      [webhook.id, `/webhooks/${webhook.id}`],
      [delivery.id, `/deliveries/${delivery.id}?webhook_id=${webhook.id}`],
      [tenant.workspace.id, ''],
    ] as const) {
      await open(page, id)
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${inTenant(part)}`)
    }
    watched.assertQuiet()
    await watched.close()
  })

  it('finds the webhook of a delivery whose address does not name it', async () => {
    const watched = await signedInAt(suite, inTenant(`/deliveries/${delivery.id}`))
    const { page } = watched
    await page.getByRole('heading', { name: 'workspace.updated' }).waitFor()
    await page.getByText(webhook.id).first().waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('finds a key by the whole of it, of which the secret goes nowhere', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page, tenant.key)
    await options(page).filter({ hasText: key.id }).click()
    await page.waitForURL(`**${inTenant('/keys')}`)
    const secret = tenant.key.split('_').at(-2) ?? ''
    assert.ok(secret.length >= 40)
    assert.deepEqual(
      watched.requests.filter((url) => url.includes(secret) || url.includes(secret.slice(0, 8))),
      [],
    )
    watched.assertQuiet()
    await watched.close()
  })

  it('of a workspace’s key finds what is its own', async () => {
    const watched = await signedInWith(other.key, suite)
    const { page } = watched
    await open(page, 'Acme')
    await options(page).filter({ hasText: other.workspace.id }).waitFor()
    assert.equal(await options(page).filter({ hasText: tenant.workspace.id }).count(), 0)
    await page.keyboard.press('Escape')
    await open(page, key.id)
    await page.getByRole('listbox', { name: 'Results' }).and(page.locator('[aria-busy=false]')).waitFor()
    assert.equal(await options(page).filter({ hasText: key.id }).count(), 1)
    assert.match((await options(page).first().textContent()) ?? '', /Search workspaces/)
    assert.equal(path(page), '/workspaces')
    watched.assertQuiet()
    await watched.close()
  })
})

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { api } from '../../../src/api.ts'
import { WatchedPage } from '../../../src/console/browser.ts'
import { pageReady } from '../../../src/console/page-ready.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { readOnly } from '../../../src/console/shown-pages.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../../src/tenant.ts'

describe('the console of a key with few rights', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let webhook: Resource
  let bob: Resource
  before(async () => {
    tenant = await newTenant(suite.plinth)
    webhook = created(await tenant.api.post('/webhooks', { url: 'http://127.0.0.1:18999/orders', events: ['*'] }))
  })

  /** A key with every scope of a new user whose role is member. */
  const keyOfMember = async () => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    bob = created(await operator.post('/users', { name: 'Bob', email: 'bob@example.test' }))
    created(await operator.post(`/workspaces/${tenant.workspace.id}/members`, { user_id: bob.id, role: 'member' }))
    return keyOf(['manage:all'], bob.id, 'Of Bob')
  }

  const keyOf = async (scopes: string[], userId = tenant.user.id, name = 'Few') => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const fields = { name, user_id: userId, scopes }
    return String(created(await operator.post('/api-keys', fields, { workspace: tenant.workspace.id }))['key'])
  }

  const signInAtHome = async (key: string) => {
    const watched = await WatchedPage.open(suite)
    await watched.page.goto(`${suite.plinth.url}/console`)
    await watched.page.getByLabel('API key').fill(key)
    await watched.page.getByRole('button', { name: 'Sign in' }).click()
    await watched.page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor()
    return watched
  }
  const tabsOf = ({ page }: WatchedPage) =>
    page.getByRole('navigation', { name: 'Parts of the workspace' }).getByRole('link').allTextContents()
  const open = async (watched: WatchedPage, part: string) => {
    await watched.page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/${part}`)
    await pageReady(watched.page)
  }

  it('begins at the first tab that its scopes read, and shows no other', async () => {
    const watched = await signInAtHome(await keyOf(['read:webhooks']))
    await watched.page.getByRole('table', { name: 'Webhooks' }).getByText('127.0.0.1:18999').waitFor()
    assert.deepEqual(await tabsOf(watched), ['Webhooks', 'Deliveries', 'Events'])
    await watched.assertSound('few-scopes')
    await open(watched, 'deliveries')
    assert.equal(await watched.page.getByRole('alert').count(), 0)
    await open(watched, 'members')
    await watched.page.getByText('To see this, your key needs the scope read:workspaces.').waitFor()
    await watched.assertSound('few-scopes-refused')
    watched.assertQuiet()
    await watched.close()
  })

  it('leads to no page that its scopes do not read, and says of such a page which scope is missing', async () => {
    const watched = await signInAtHome(await keyOf(['read:workspaces', 'read:namespaces', 'read:entitlements']))
    const { page } = watched
    const pages = await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link').allTextContents()
    assert.deepEqual(pages, ['Workspaces', 'Catalogue', 'Why not?', 'Verify'])
    for (const [path, scope] of [
      ['users', 'read:users'],
      [`users/${tenant.user.id}`, 'read:users'],
      ['requests', 'read:usage'],
      ['requests/req_01m8jy97000000000000000000', 'read:usage'],
    ] as const) {
      await page.goto(`${suite.plinth.url}/console/${path}`)
      await page.getByText(`To see this, your key needs the scope ${scope}.`).waitFor()
      assert.equal(await page.getByRole('alert').count(), 0)
    }
    await watched.assertSound('few-scopes-page-refused')
    watched.assertQuiet()
    await watched.close()
  })

  it('of a member offers no control that is for owners and admins, whatever its scopes are', async () => {
    const watched = await signInAtHome(await keyOfMember())
    const { page } = watched
    const writing = async (part: string) => {
      await open(watched, part)
      const names = await page.getByRole('main').getByRole('button').allTextContents()
      return names.map((name) => name.trim()).filter((name) => name !== '' && !readOnly.test(name))
    }
    const deliveries = list(await tenant.api.get('/deliveries'))
    assert.ok(deliveries.length > 0)
    const [delivery] = deliveries
    const pages = [
      'webhooks',
      `webhooks/${webhook.id}`,
      'deliveries',
      `deliveries/${delivery?.id}?webhook_id=${webhook.id}`,
    ]
    for (const part of pages) assert.deepEqual(await writing(part), [], part)
    assert.equal(await page.getByRole('checkbox').count(), 0)
    assert.deepEqual(await writing('keys'), ['Create API key'])
    assert.equal(await page.getByRole('button', { name: 'Actions for Production' }).count(), 0)
    await page.getByRole('button', { name: 'Actions for Of Bob' }).click()
    await page.getByRole('button', { name: 'Rotate' }).waitFor()
    await watched.assertSound('keys-of-member')
    watched.assertQuiet()
    await watched.close()
  })

  it('of an admin rotates no key of another user', async () => {
    const watched = await signInAtHome(tenant.key)
    await open(watched, 'keys')
    await watched.page.getByRole('button', { name: 'Actions for Of Bob' }).click()
    await watched.page.getByRole('button', { name: 'Revoke' }).waitFor()
    assert.equal(await watched.page.getByRole('button', { name: 'Rotate' }).count(), 0)
    // Nothing else tells of the use of a key before it is revoked.
    await watched.page.getByRole('columnheader', { name: 'Requests in 24 hours' }).waitFor()
    await watched.page.getByRole('button', { name: 'Revoke' }).click()
    await watched.page
      .getByRole('dialog')
      .getByText(/Requests in 24 hours: \d/)
      .waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('of a member shows nothing that only owners and admins may read, and no page for operators', async () => {
    const watched = await signInAtHome(await keyOf(['manage:all'], bob.id, 'Second'))
    const { page } = watched
    await open(watched, 'members')
    await page.getByRole('table', { name: 'Members' }).waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Open invitations' }).count(), 0)
    assert.ok(!(await tabsOf(watched)).includes('Audit log'))
    await open(watched, 'audit')
    await page.getByText('Owners and admins of the workspace see this.').waitFor()
    await watched.assertSound('audit-of-member')
    for (const path of ['access', 'webhooks', 'deliveries']) {
      await page.goto(`${suite.plinth.url}/console/${path}`)
      await page.getByRole('heading', { name: 'This page is for operators.' }).waitFor()
      assert.equal(await page.getByRole('main').getByRole('button').count(), 0)
    }
    await watched.assertSound('for-operators')
    watched.assertQuiet()
    await page.goto(`${suite.plinth.url}/console/workspaces/wks_01m8jy97000000000000000000`)
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0)
    await watched.close()
  })
})

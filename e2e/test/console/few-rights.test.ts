import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { api } from '../../src/api.ts'
import { WatchedPage } from '../../src/console/browser.ts'
import { pageReady } from '../../src/console/page-ready.ts'
import { setUp } from '../../src/console/set-up.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, newTenant, type Tenant } from '../../src/tenant.ts'

describe('the console of a key with few rights', () => {
  const suite = setUp(startOneProcess)
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant(suite.plinth)
    created(await tenant.api.post('/webhooks', { url: 'http://127.0.0.1:18999/orders', events: ['*'] }))
  })

  const keyOf = async (scopes: string[], userId = tenant.user.id) => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const fields = { name: 'Few', user_id: userId, scopes }
    return String(created(await operator.post('/api-keys', fields, { workspace: tenant.workspace.id }))['key'])
  }

  const signInAtHome = async (key: string) => {
    const watched = await WatchedPage.open(suite)
    await watched.page.goto(`${suite.plinth.url}/console`)
    await watched.page.getByLabel('API key').fill(key)
    await watched.page.getByRole('button', { name: 'Sign in' }).click()
    await watched.page.getByRole('navigation', { name: 'Pages' }).waitFor()
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
})

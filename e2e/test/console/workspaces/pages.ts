import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { api } from '../../../src/api.ts'
import { goToFirst } from '../../../src/console/keyboard.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt, signedInWith } from '../../../src/console/signed-in.ts'
import { created, newTenant, resource, type Tenant } from '../../../src/tenant.ts'

const hostile = '<img src=x onerror=alert(1)> \u202Etxt.exe'

// Pages show the same on every topology; signing in and writing are tested on both.
describe('the pages of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant(suite.plinth)
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const made = created(await operator.post('/workspaces', { name: hostile, owner_id: tenant.user.id }))
    await operator.post(`/workspaces/${made.id}/suspend`, { reason: 'Unpaid invoice' })
  })

  const pages: ShownPage[] = [
    { name: 'workspaces', path: () => '/workspaces', text: /^Acme/ },
    { name: 'workspaces-filtered', path: () => '/workspaces?status=suspended', text: /<img src=x/ },
    {
      name: 'workspaces-hidden',
      path: () => '/workspaces?search=nobody-has-this',
      text: 'No entry matches the filters.',
    },
    { name: 'workspace', path: () => `/workspaces/${tenant.workspace.id}`, text: 'Changed' },
    {
      name: 'workspace-missing',
      path: () => '/workspaces/wks_none',
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
    { name: 'keys', path: () => `/workspaces/${tenant.workspace.id}/keys`, text: 'Production' },
    { name: 'users-choose', path: () => '/users', text: 'Users are listed by their workspace.' },
    { name: 'users', path: () => `/users?workspace=${tenant.workspace.id}`, text: 'Ada' },
    { name: 'access', path: () => '/access', text: '(this session)', lists: ['Operator keys', 'Sessions'] },
    { name: 'missing', path: () => '/nothing', text: 'There is no such page.' },
  ]

  testShownPages(suite, pages)

  it('show the same list after a reload, back, and a copied link', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.getByLabel('Status').selectOption('suspended')
    const shown = page.getByRole('rowheader')
    await page.getByText('1–1 of 1', { exact: true }).waitFor()
    assert.equal(page.url(), `${suite.plinth.url}/console/workspaces?status=suspended`)
    // Text alone: no element came of the name, and its direction mark is shown.
    assert.equal(await shown.textContent(), '<img src=x onerror=alert(1)> ⟨U+202E⟩txt.exe')
    await page.reload()
    await page.getByText('1–1 of 1', { exact: true }).waitFor()
    await shown.getByRole('link').click()
    await page.getByText('This workspace is suspended.').waitFor()
    await page.goBack()
    await page.getByText('1–1 of 1', { exact: true }).waitFor()
    assert.equal(await page.getByLabel('Status').inputValue(), 'suspended')
    watched.assertQuiet()
    await watched.close()
  })

  it('are reached by keyboard alone', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.getByRole('rowheader').first().waitFor()
    await goToFirst(page, tenant.workspace.id)
    await page.getByRole('heading', { name: /^Acme/ }).waitFor()
    assert.match(page.url(), new RegExp(`/workspaces/${tenant.workspace.id}$`))
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('heading', { name: 'Access', exact: true }).waitFor()
    // It takes the focus after it is drawn.
    await eventually(async () => assert.equal(await page.evaluate('document.activeElement.textContent'), 'Access'))
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByRole('rowheader').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('This workspace is suspended.').waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('narrow a key as it is now: both versions are shown where somebody else was faster', async () => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const context = { workspace: tenant.workspace.id }
    const fields = { name: 'Narrow me', user_id: tenant.user.id, scopes: ['read:all', 'write:users'] }
    const { id } = created(await operator.post('/api-keys', fields, context))
    const watched = await signedInAt(suite, `/workspaces/${tenant.workspace.id}/keys`)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Actions for Narrow me' }).click()
    await page.getByRole('button', { name: 'Narrow', exact: true }).click()
    await dialog.getByLabel('Scopes').fill('read:users')
    assert.equal((await operator.patch(`/api-keys/${id}`, { allowed_ips: ['192.0.2.1'] }, context)).status, 200)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('row', { name: 'Allowed addresses 192.0.2.1 empty' }).waitFor()
    await dialog.getByRole('button', { name: 'Keep my changes' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { scopes, allowed_ips } = resource(await tenant.api.get(`/api-keys/${id}`))
    assert.deepEqual([scopes, allowed_ips], [['read:users'], ['192.0.2.1']])
    watched.assertQuiet(/Failed to load resource: .* 412/)
    await watched.close()
  })

  it('widen a key only with a tick beside what it may then do', async () => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const context = { workspace: tenant.workspace.id }
    const fields = { name: 'Widen me', user_id: tenant.user.id, scopes: ['read:all'], allowed_ips: ['192.0.2.1'] }
    const { id } = created(await operator.post('/api-keys', fields, context))
    const watched = await signedInAt(suite, `/workspaces/${tenant.workspace.id}/keys`)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Actions for Widen me' }).click()
    await page.getByRole('button', { name: 'Narrow', exact: true }).click()
    await dialog.getByLabel('Scopes').fill('read:all\nmanage:webhooks')
    await dialog.getByLabel('Allowed addresses').fill('')
    await dialog.getByText('New scopes: manage:webhooks').waitFor()
    await dialog.getByText('It works from every address.').waitFor()
    await watched.assertSound('widen-key')
    const changes = () => watched.requests.filter((url) => url.endsWith(id)).length
    const before = changes()
    await dialog.getByRole('button', { name: 'Save' }).click()
    const tick = dialog.getByLabel('It is to do more')
    assert.equal(await tick.and(page.locator(':invalid')).count(), 1)
    await tick.check()
    assert.equal(changes(), before)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { scopes, allowed_ips } = resource(await tenant.api.get(`/api-keys/${id}`))
    assert.deepEqual([scopes, allowed_ips], [['read:all', 'manage:webhooks'], []])
    watched.assertQuiet()
    await watched.close()
  })

  it('lead back from a page beyond the last one', async () => {
    const watched = await signedInAt(suite, '/workspaces?page=99')
    const { page } = watched
    await page.getByText(/^no entry of \d+$/).waitFor()
    await watched.assertSound('beyond-last-page')
    await page.getByRole('button', { name: 'Previous' }).click()
    await page.getByRole('rowheader').first().waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('no longer list what was deleted elsewhere, once that was said', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    const { id } = created(await tenant.api.post('/namespaces', { name: 'Gone', owner_type: 'Workspace' }))
    await page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/namespaces`)
    await page.getByRole('button', { name: 'Actions for Gone' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByLabel('To confirm, type Gone').fill('Gone')
    assert.equal((await tenant.api.delete(`/namespaces/${id}`)).status, 204)
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByText('RESOURCE_NOT_FOUND').waitFor()
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Delete')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('rowheader', { name: /^Gone/ }).waitFor({ state: 'detached' })
    watched.assertQuiet(/Failed to load resource: .* 404/)
    await watched.close()
  })

  it('of a workspace’s key are those of its workspace', async () => {
    const watched = await signedInWith(tenant.key, suite)
    const { page } = watched
    await page.getByRole('rowheader').first().waitFor()
    assert.equal(await page.getByRole('link', { name: 'Access' }).count(), 0)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('link', { name: 'Users' }).click()
    await page.getByRole('rowheader', { name: 'Ada' }).waitFor()
    assert.equal(await page.getByLabel('Workspace ID').count(), 0)
    await page.goBack()
    await page.waitForURL('**/console/workspaces')
    // The key has manage:all.
    await page.goto(`${suite.plinth.url}/console/workspaces/${tenant.workspace.id}/keys`)
    await page.getByRole('button', { name: 'Create API key' }).waitFor()
    watched.assertQuiet()
    await watched.close()
  })
})

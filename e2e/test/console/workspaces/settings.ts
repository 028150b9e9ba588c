import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { api } from '../../../src/api.ts'
import type { WatchedPage } from '../../../src/console/browser.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt, signedInWith } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Resource, resource, type Tenant } from '../../../src/tenant.ts'

describe('the settings and namespaces of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let bare: Resource
  const operator = () => api(suite.plinth.url, suite.plinth.operatorKey)
  before(async () => {
    tenant = await newTenant(suite.plinth)
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, {
      settings: { timezone: 'Europe/Vienna', theme: 'dark' },
      metadata: { crm: '4711' },
      tags: ['pilot'],
    })
    const rest = { owner_type: 'User', owner_id: tenant.user.id, workspace_id: tenant.workspace.id }
    created(await tenant.api.post('/namespaces', { name: 'Private', ...rest }))
    created(await tenant.api.post('/namespaces', { name: 'Client: <i>Beta</i>', description: 'A customer' }))
    bare = created(await operator().post('/workspaces', { name: 'Bare', owner_id: tenant.user.id }))
    const [own] = list(await operator().get(`/namespaces?workspace_id=${bare.id}`))
    await operator().delete(`/namespaces/${own?.id}`)
  })

  const path = (part: string, { id }: Resource = tenant.workspace) => `/workspaces/${id}/${part}`
  const pages: ShownPage[] = [
    { name: 'namespaces', path: () => path('namespaces'), text: 'Client: <i>Beta</i>', lists: ['Namespaces'] },
    {
      name: 'namespaces-hidden',
      path: () => `${path('namespaces')}?search=nobody`,
      text: 'No entry matches the filters.',
    },
    { name: 'namespaces-empty', path: () => path('namespaces', bare), text: 'This workspace has no namespace.' },
    { name: 'settings', path: () => path('settings'), text: '4711' },
    { name: 'settings-bare', path: () => path('settings', bare), text: 'Time zone' },
  ]
  testShownPages(suite, pages)

  const open = async (watched: WatchedPage, part: string) => {
    await watched.page.goto(`${suite.plinth.url}/console${path(part)}`)
  }
  const workspace = async () => resource(await tenant.api.get(path('?include=tags,metadata').replace('/?', '?')))

  it('change with what else the settings have, and are refused when somebody was faster', async () => {
    const watched = await signedInWith(tenant.key, suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await open(watched, 'settings')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByLabel('Name').fill('Acme Europe')
    await dialog.getByLabel('Time zone').fill('Europe/Berlin')
    await dialog.getByLabel('Metadata').fill('crm: 4712\nurl: https://acme.example.test:8080')
    await watched.assertSound('change-settings')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Acme Europe' }).waitFor()
    const { name, settings, metadata, tags } = await workspace()
    assert.deepEqual(
      { name, settings, metadata, tags },
      {
        name: 'Acme Europe',
        settings: { timezone: 'Europe/Berlin', theme: 'dark' },
        metadata: { crm: '4712', url: 'https://acme.example.test:8080' },
        tags: ['pilot'],
      },
    )

    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByLabel('Name').fill('Too late')
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Faster' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').getByText('Faster').waitFor()
    await watched.assertSound('settings-changed-meanwhile')
    assert.equal((await workspace())['name'], 'Faster')
    watched.assertQuiet(/Failed to load resource: .* 412/)
    await watched.close()
  })

  it('change the tier for an operator, who is told what that means', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await open(watched, 'settings')
    await page.getByRole('button', { name: 'Change tier' }).click()
    assert.ok(await dialog.getByRole('button', { name: 'Change tier' }).isDisabled())
    await dialog.getByLabel('Tier').selectOption('Pro')
    await dialog.getByText('the workspace has the rate limits of Pro instead of those of Free').waitFor()
    await dialog.getByText('only new keys may use the higher limits').waitFor()
    await watched.assertSound('change-tier')
    await dialog.getByRole('button', { name: 'Change tier' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await workspace())['tier'], 'pro')
    const limit = async (key: string) =>
      (await api(suite.plinth.url, key).get('/workspaces')).headers.get('x-ratelimit-limit')
    const key = created(await tenant.api.post('/api-keys', { name: 'New', scopes: ['read:all'] }))
    assert.deepEqual([await limit(tenant.key), await limit(String(key['key']))], ['1000', '10000'])
    watched.assertQuiet()
    await watched.close()
  })

  it('create, change, make default and delete a namespace, which types its name', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    const choose = async (name: string, action: string) => {
      await page.getByRole('button', { name: `Actions for ${name}` }).click()
      await page.getByRole('button', { name: action }).click()
    }
    const named = async (name: string) =>
      list(await tenant.api.get('/namespaces?per_page=100')).find((row) => row['name'] === name)
    await open(watched, 'namespaces')
    await page.getByRole('button', { name: 'Create namespace' }).click()
    await dialog.getByLabel('Name').fill('Client: Gamma')
    await watched.assertSound('create-namespace')
    await dialog.getByRole('button', { name: 'Create namespace' }).click()
    await page.getByRole('row', { name: /^Client: Gamma / }).waitFor()

    await choose('Client: Gamma', 'Change')
    await dialog.getByLabel('Name').fill('Client: Delta')
    await dialog.getByLabel('State').selectOption('Inactive')
    await watched.assertSound('change-namespace')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /^Client: Delta .* Inactive/ }).waitFor()
    const changed = await named('Client: Delta')
    assert.deepEqual([changed?.['owner_id'], changed?.['is_active']], [tenant.workspace.id, false])

    await choose('Client: <i>Beta</i>', 'Make default')
    await dialog.getByRole('button', { name: 'Make default' }).click()
    await page.getByRole('row', { name: /^Client: <i>Beta<\/i> Default/ }).waitFor()
    assert.equal((await named('Client: <i>Beta</i>'))?.['is_default'], true)

    await choose('Private', 'Stop paying')
    await dialog.getByRole('button', { name: 'Stop paying' }).click()
    await page.getByRole('row', { name: /^Private / }).waitFor({ state: 'detached' })
    assert.equal((await named('Private'))?.['workspace_id'], null)

    await choose('Client: Delta', 'Delete')
    await dialog.getByLabel('To confirm, type Client: Delta').fill('Client: Gamma')
    const remove = dialog.getByRole('button', { name: 'Delete' })
    assert.ok(await remove.isDisabled())
    await dialog.getByLabel('To confirm, type Client: Delta').fill('Client: Delta')
    await watched.assertSound('delete-namespace')
    await remove.click()
    await page.getByRole('row', { name: /^Client: Delta / }).waitFor({ state: 'detached' })
    assert.equal(await named('Client: Delta'), undefined)
    watched.assertQuiet()
    await watched.close()
  })

  it('delete a workspace whose name was typed, by keyboard alone', async () => {
    const doomed = created(await operator().post('/workspaces', { name: 'Doomed', owner_id: tenant.user.id }))
    const watched = await signedInAt(suite, path('settings', doomed))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Delete workspace' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Doome')
    await page.keyboard.press('Enter')
    await dialog.getByRole('heading', { name: 'Delete Doomed?' }).waitFor()
    assert.ok(await dialog.getByRole('button', { name: 'Delete workspace' }).isDisabled())
    assert.equal((await operator().get(`/workspaces/${doomed.id}`)).status, 200)
    await page.keyboard.type('d')
    await watched.assertSound('delete-workspace')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Workspaces' }).waitFor()
    assert.equal((await operator().get(`/workspaces/${doomed.id}`)).status, 404)
    await page.getByRole('rowheader', { name: 'Bare' }).waitFor()
    assert.equal(await page.getByRole('rowheader', { name: 'Doomed' }).count(), 0)
    watched.assertQuiet()
    await watched.close()
  })
})

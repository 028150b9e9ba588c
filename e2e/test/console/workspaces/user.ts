import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { api } from '../../../src/api.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { created, newTenant, type Resource, resource, type Tenant } from '../../../src/tenant.ts'

describe('a user in the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let alone: Resource
  const operator = () => api(suite.plinth.url, suite.plinth.operatorKey)
  before(async () => {
    tenant = await newTenant(suite.plinth)
    alone = created(await operator().post('/users', { name: 'Alone', email: 'alone@example.test' }))
  })

  const lists = ['Workspaces of the user']
  const pages: ShownPage[] = [
    { name: 'user', path: () => `/users/${tenant.user.id}`, text: /^Acme/, lists },
    { name: 'user-alone', path: () => `/users/${alone.id}`, text: 'The user belongs to no workspace.' },
    {
      name: 'user-missing',
      path: () => '/users/usr_none',
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
  ]
  testShownPages(suite, pages)

  it('is found in the list, leads to its keys, is changed, suspended and reactivated', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    const status = async () => (await tenant.api.get('/user')).status
    await page.goto(`${suite.plinth.url}/console/users?workspace=${tenant.workspace.id}`)
    await page.getByRole('link', { name: 'Ada' }).click()
    await page.getByRole('row', { name: /^Acme .* Owner/ }).waitFor()

    await page.getByRole('button', { name: 'Change' }).click()
    await dialog.getByLabel('Name').fill('Ada Lovelace')
    await dialog.getByLabel('E-mail').fill('ada@lovelace.example.test')
    await dialog.getByLabel('Address verified').selectOption('Verified')
    await watched.assertSound('change-user')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    const { name, email, email_verified_at: verified } = resource(await tenant.api.get('/user'))
    assert.deepEqual([name, email, typeof verified], ['Ada Lovelace', 'ada@lovelace.example.test', 'string'])

    await page.getByRole('button', { name: 'Suspend' }).click()
    await dialog.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('This user is suspended.').waitFor()
    assert.equal(await status(), 401)
    await page.getByRole('button', { name: 'Reactivate' }).click()
    await dialog.getByRole('button', { name: 'Reactivate' }).click()
    await page.getByText('This user is suspended.').waitFor({ state: 'detached' })

    await page.getByRole('link', { name: /^Keys in Acme/ }).click()
    await page.getByRole('rowheader', { name: 'Production' }).waitFor()
    await page.getByLabel('User of the key').fill(alone.id)
    await page.getByText('No entry matches the filters.', { exact: true }).waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('is proposed for a key as the only member, but not in a field that was entered before that is known', async () => {
    const watched = await signedInAt(suite, `/workspaces/${tenant.workspace.id}/keys`)
    const { page } = watched
    const field = page.getByRole('dialog').getByLabel('User of the key')
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/v1/users?*', async (route) => {
      await isReleased
      await route.continue()
    })
    await page.getByRole('button', { name: 'Create API key' }).click()
    await field.focus()
    release()
    await page.locator('datalist option').first().waitFor({ state: 'attached' })
    assert.equal(await field.inputValue(), '')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Create API key' }).click()
    await eventually(async () => assert.equal(await field.inputValue(), tenant.user.id))
    watched.assertQuiet()
    await watched.close()
  })
})

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { api } from '../../../src/api.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedInAt, signedInWith } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Resource, resource, type Tenant } from '../../../src/tenant.ts'

const hostile = '<b>Eve</b> \u202Etxt'

describe('the members of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let bob: Resource
  const operator = () => api(suite.plinth.url, suite.plinth.operatorKey)
  before(async () => {
    tenant = await newTenant(suite.plinth)
    const make = async (name: string, email: string) => created(await operator().post('/users', { name, email }))
    bob = await make('Bob', 'bob@example.test')
    const eve = await make(hostile, 'eve@example.test')
    await operator().post(path('members'), { user_id: eve.id, role: 'admin' })
    created(await tenant.api.post(path('invitations'), { email: 'carol@example.test', role: 'member' }))
  })

  const path = (part: string) => `/workspaces/${tenant.workspace.id}/${part}`
  const lists = ['Members', 'Open invitations']
  const pages: ShownPage[] = [
    { name: 'members', path: () => path('members'), text: 'carol@example.test', lists },
    { name: 'members-filtered', path: () => `${path('members')}?role=admin`, text: /<b>Eve<\/b>/ },
    { name: 'members-hidden', path: () => `${path('members')}?role=member`, text: 'No entry matches the filters.' },
  ]
  testShownPages(suite, pages)

  const roles = async () =>
    Object.fromEntries(list(await tenant.api.get(path('members'))).map((row) => [row['user_id'], row['role']]))

  it('are added by an operator, change their role and are removed', async () => {
    const watched = await signedInAt(suite, path('members'))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Add member' }).click()
    await dialog.getByLabel('User ID').fill('nobody@')
    await dialog.getByText('No user was found.').waitFor()
    await dialog.getByLabel('User ID').fill('bob@exam')
    await dialog.getByRole('list', { name: 'Users found' }).getByRole('button', { name: 'Bob' }).click()
    assert.equal(await dialog.getByLabel('User ID').inputValue(), bob.id)
    await watched.assertSound('add-member')
    await dialog.getByRole('button', { name: 'Add member' }).click()
    const row = page.getByRole('row', { name: /^Bob / })
    await row.waitFor()
    assert.equal((await roles())[bob.id], 'member')

    await row.getByRole('button', { name: 'Actions for Bob' }).click()
    await page.getByRole('button', { name: 'Change role' }).click()
    await dialog.getByLabel('Role').selectOption('Admin')
    await watched.assertSound('change-role')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /^Bob .* Admin/ }).waitFor()
    assert.equal((await roles())[bob.id], 'admin')

    await row.getByRole('button', { name: 'Actions for Bob' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await dialog.getByText('The API keys of this member in this workspace are revoked.').waitFor()
    await watched.assertSound('remove-member')
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await row.waitFor({ state: 'detached' })
    assert.equal((await roles())[bob.id], undefined)
    watched.assertQuiet()
    await watched.close()
  })

  it('keep their last owner, and the form says why', async () => {
    const watched = await signedInAt(suite, path('members'))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Actions for Ada' }).click()
    await page.getByRole('button', { name: 'Change role' }).click()
    await dialog.getByLabel('Role').selectOption('Member')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('STATE_CONFLICT').waitFor()
    await watched.assertSound('last-owner')
    assert.equal((await roles())[tenant.user.id], 'owner')
    watched.assertQuiet(/Failed to load resource: .* 409/)
    await watched.close()
  })

  it('are invited by an owner with a token that is shown once and works, and an invitation is revoked', async () => {
    const watched = await signedInWith(tenant.key, suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.goto(`${suite.plinth.url}/console${path('members')}`)
    await page.getByRole('rowheader', { name: 'carol@example.test' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Add member' }).count(), 0)
    await page.getByRole('button', { name: 'Invite' }).click()
    await dialog.getByLabel('E-mail').fill('bob@example.test')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    const token = (await dialog.getByRole('status', { name: 'Invitation token' }).textContent()) ?? ''
    await watched.assertSound('invitation-token')
    await dialog.getByLabel('I have stored it').check()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('rowheader', { name: 'bob@example.test' }).waitFor()
    const accepted = await operator().post('/invitations/accept', { token, user_id: bob.id })
    assert.equal(resource(accepted)['role'], 'member')

    await page.getByRole('button', { name: 'Revoke the invitation of carol@example.test?' }).click()
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('No invitation is open.').waitFor()
    assert.deepEqual(list(await tenant.api.get(path('invitations'))), [])
    watched.assertQuiet()
    await watched.close()
  })
})

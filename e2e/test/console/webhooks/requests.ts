import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { newId } from '@plinth/kit/ids'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Answer, api } from '../../../src/api.ts'
import { goToFirst } from '../../../src/console/keyboard.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { type ShownPage, testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt, signedInWith } from '../../../src/console/signed-in.ts'
import { created, list, newTenant, type Tenant } from '../../../src/tenant.ts'

/** As a field of type datetime-local says it. */
const localTime = (time: Date) =>
  new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

describe('the requests of the console', () => {
  const suite = setUpShared()
  let receiver: WebhookReceiver
  let tenant: Tenant
  let namespace: string
  /** IDs of requests. */
  let renamed: string
  let denied: string
  const shared = 'deploy-4711'
  const old = newId('req', { now: () => new Date('2026-01-05T10:00:00.000Z'), monotonicMs: () => 0 })

  const idOf = (answer: Answer) => String(answer.headers.get('x-request-id'))
  const checkPath = () => `/namespaces/${namespace}/entitlements/check`
  before(async () => {
    receiver = await webhookReceiver()
    tenant = await newTenant(suite.plinth)
    const { workspace } = tenant
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    await operator.post(`/workspaces/${workspace.id}/packages`, { package: 'free' })
    namespace = String(list(await tenant.api.get('/namespaces')).find(({ slug }) => slug === 'default')?.id)
    created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.*'] }))
    renamed = idOf(await tenant.api.patch(`/workspaces/${workspace.id}`, { name: 'Acme \u202Eepoch' }))
    denied = idOf(await tenant.api.post(checkPath(), { feature: 'api_calls', quantity: 20_000 }))
    for (const id of ['usr_none', 'usr_gone'])
      await fetch(`${suite.plinth.url}/api/v1/users/${id}`, {
        headers: { authorization: `Bearer ${tenant.key}`, 'x-request-id': shared },
      })
    for (const [id, count] of [
      [renamed, 1],
      [denied, 1],
      [shared, 2],
    ] as const)
      await eventually(async () => assert.equal(list(await tenant.api.get(`/requests/${id}`)).length, count))
    await eventually(async () => assert.ok(receiver.requests.length > 0))
  })
  after(() => receiver?.close())

  const url = (path: string) => `${suite.plinth.url}/console${path}`
  const ofWorkspace = () => `/workspaces/${tenant.workspace.id}/requests`
  const ofAudit = () => `/workspaces/${tenant.workspace.id}/audit`
  const missing = { complaints: [/Failed to load resource: .* 404/] }
  const pages: ShownPage[] = [
    { name: 'requests', path: () => '/requests', text: 'PATCH workspaces.update', lists: ['Requests'] },
    { name: 'requests-of-workspace', path: ofWorkspace, text: 'PATCH workspaces.update', lists: ['Requests'] },
    { name: 'requests-filtered', path: () => `${ofWorkspace()}?feature=api_calls`, text: 'LIMIT_EXCEEDED' },
    {
      name: 'requests-hidden',
      path: () => `${ofWorkspace()}?code=NOBODY_HAS_THIS`,
      text: 'No entry matches the filters.',
    },
    { name: 'request', path: () => `/requests/${renamed}`, text: /^1 · / },
    { name: 'request-denied', path: () => `/requests/${denied}`, text: /20,000 × api_calls asked/ },
    { name: 'request-shared', path: () => `/requests/${shared}`, text: '2 calls have this ID' },
    {
      name: 'request-missing',
      path: () => '/requests/nobody-sent-this',
      text: 'This call is not recorded.',
      ...missing,
    },
    { name: 'request-old', path: () => `/requests/${old}`, text: 'so its record is gone', ...missing },
    { name: 'audit', path: ofAudit, text: 'workspace.updated', lists: ['Audit log'] },
    {
      name: 'audit-hidden',
      path: () => `${ofAudit()}?action=nobody.did`,
      text: 'No entry matches the filters.',
    },
  ]
  testShownPages(suite, pages)

  it('lead from the ID of a denied call to its decision, and to why', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await goToFirst(page, denied)
    await page.getByText('No: 20,000 × api_calls asked, 10,000 left of 10,000.').waitFor()
    assert.equal(page.url(), url(`/requests/${denied}`))
    await page.getByText('The call changed nothing.').waitFor()
    const why = new URLSearchParams({ feature: 'api_calls', quantity: '20000', namespace })
    const link = page.getByRole('link', { name: 'Why, and what would allow it' })
    assert.equal(await link.getAttribute('href'), `/console/workspaces/${tenant.workspace.id}/explain?${why}`)
    watched.assertQuiet()
    await watched.close()
  })

  it('lead by keyboard alone from the list to the thread, its delivery and each attempt, and back', async () => {
    const watched = await signedInAt(suite, `${ofWorkspace()}?operation=workspaces.update`)
    const { page } = watched
    await page.getByRole('rowheader').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'PATCH workspaces.update' }).waitFor()
    assert.equal(page.url(), url(`/requests/${renamed}`))
    await page.getByText('name: ').waitFor()
    // A character of a name that is invisible is shown as its code.
    await page.getByText('Acme ⟨U+202E⟩epoch').first().waitFor()
    const attempt = page.getByRole('rowheader', { name: /^1 · / })
    await attempt.waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/deliveries\/del_/)
    await page.getByRole('heading', { name: 'Attempts' }).waitFor()
    await page.goBack()
    await attempt.waitFor()
    await page.goBack()
    await page.getByRole('rowheader', { name: 'PATCH workspaces.update' }).waitFor()
    assert.equal(page.url(), url(`${ofWorkspace()}?operation=workspaces.update`))
    watched.assertQuiet()
    await watched.close()
  })

  it('are found again from an event that they made, and from its delivery; of another event it says that there is none', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const back = page.getByRole('link', { name: renamed })
    await page.goto(url(`/workspaces/${tenant.workspace.id}/events?type=workspace.updated`))
    await page.getByRole('rowheader', { name: 'workspace.updated' }).getByRole('link').click()
    await back.waitFor()
    await watched.assertSound('event-of-request')
    const delivery = page
      .getByRole('table', { name: 'Deliveries of the event' })
      .getByRole('rowheader')
      .getByRole('link')
    await delivery.click()
    await page.waitForURL(/\/deliveries\/del_/)
    await back.click()
    await page.getByRole('heading', { name: 'PATCH workspaces.update' }).waitFor()
    assert.equal(page.url(), url(`/requests/${renamed}`))

    const type = { name: 'invoice.paid', description: 'An invoice was paid.' }
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    assert.equal((await operator.put('/event-types', { event_types: [type] })).status, 200)
    assert.equal((await tenant.api.post('/events', { type: type.name, data: {} })).status, 202)
    await eventually(async () => assert.equal(list(await tenant.api.get('/events?type=invoice.paid')).length, 1))
    await page.goto(url(`/workspaces/${tenant.workspace.id}/events?type=invoice.paid`))
    await page.getByRole('rowheader', { name: 'invoice.paid' }).getByRole('link').click()
    await page.getByText('None: your product published this event').waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('ask little for a thread, whatever it has: one call for the request, one for its changes, few for what follows', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const before = watched.requests.length
    await page.goto(url(`/requests/${renamed}`))
    await page.getByRole('rowheader', { name: /^1 · / }).waitFor()
    const calls = watched.requests.slice(before).filter((path) => path.includes('/api/v1/'))
    const names = calls.map((path) => new URL(path).pathname.split('/')[3]).filter((name) => name !== 'session')
    assert.deepEqual(names, ['requests', 'audit-log', 'events', 'webhooks'])
    await watched.close()
  })

  it('are all found under an ID that several calls share', async () => {
    const watched = await signedInAt(suite, '/requests')
    const { page } = watched
    await page.getByLabel('X-Request-ID').fill(` ${shared} `)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('2 calls have this ID').waitFor()
    assert.equal(await page.getByRole('heading', { name: 'GET users.get' }).count(), 2)
    watched.assertQuiet()
    await watched.close()
  })

  it('say why a call is not recorded, and show one that was made a moment ago once it is', async () => {
    const watched = await signedInAt(suite, `/requests/${old}`)
    const { page } = watched
    await page.getByText('The ID was made at 5 Jan 2026').waitFor()
    const fresh = newId('req', { now: () => new Date(), monotonicMs: () => 0 })
    await page.goto(url(`/requests/${fresh}`))
    await page.getByText('this page asks again by itself').waitFor()
    await fetch(`${suite.plinth.url}/api/v1/users/usr_late`, {
      headers: { authorization: `Bearer ${tenant.key}`, 'x-request-id': fresh },
    })
    await page.getByRole('heading', { name: 'GET users.get' }).waitFor()
    watched.assertQuiet(/Failed to load resource: .* 404/)
    await watched.close()
  })

  it('filter by what the list shows, and a link shows the same', async () => {
    const watched = await signedInAt(suite, ofWorkspace())
    const { page } = watched
    await page.getByRole('rowheader', { name: 'PATCH workspaces.update' }).waitFor()
    await page.getByLabel('Plan').selectOption('Refused')
    await page.getByRole('rowheader', { name: 'PATCH workspaces.update' }).waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('rowheader').allTextContents().then(String), 'POST entitlements.check')
    await page.reload()
    await page.getByRole('rowheader', { name: 'POST entitlements.check' }).waitFor()
    await page.getByLabel('Plan').selectOption('All')
    await page.getByText('More filters').click()
    await page.getByLabel('Operation').fill('users.get')
    await page.getByRole('rowheader', { name: 'POST entitlements.check' }).waitFor({ state: 'detached' })
    assert.equal(page.url(), url(`${ofWorkspace()}?operation=users.get`))
    assert.deepEqual(new Set(await page.getByRole('rowheader').allTextContents()), new Set(['GET users.get']))
    watched.assertQuiet()
    await watched.close()
  })

  it('are found from the audit log, which is saved as a file', async () => {
    const watched = await signedInAt(suite, ofAudit())
    const { page } = watched
    await page.getByLabel('Action').fill('workspace.updated')
    await page.getByRole('rowheader', { name: 'workspace.updated' }).waitFor()
    await page.getByRole('rowheader', { name: 'webhook.created' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: 'Export the audit log' }).waitFor()
    await watched.assertSound('audit-export')
    // An export that names no end has no entry of the last 10 seconds.
    await dialog.getByLabel('To').fill(localTime(new Date(Date.now() + 60_000)))
    const saving = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export' }).click()
    const file = await saving
    assert.equal(file.suggestedFilename(), `audit-log-${tenant.workspace.id}.ndjson`)
    const lines = (await readFile(await file.path(), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(lines.at(-1).export.complete, true)
    assert.ok(lines.some(({ request_id: id }) => id === renamed))
    await dialog.waitFor({ state: 'detached' })

    await page.getByRole('link', { name: renamed }).click()
    await page.getByRole('heading', { name: 'PATCH workspaces.update' }).waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('of a workspace’s key are those of its workspace, and tell what a member may not read by events', async () => {
    const member = created(
      await api(suite.plinth.url, suite.plinth.operatorKey).post('/users', { name: 'Bob', email: 'bob@example.test' }),
    )
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    await operator.post(`/workspaces/${tenant.workspace.id}/members`, { user_id: member.id, role: 'member' })
    const key = created(
      await operator.post(
        '/api-keys',
        { name: 'Bob', user_id: member.id, scopes: ['read:all'] },
        { workspace: tenant.workspace.id },
      ),
    )
    const watched = await signedInWith(String(key['key']), suite)
    const { page } = watched
    await page.goto(url('/requests'))
    await page.getByRole('rowheader', { name: 'PATCH workspaces.update' }).waitFor()
    assert.equal(await page.getByRole('columnheader', { name: 'Workspace' }).count(), 0)
    await page.goto(url(`/requests/${renamed}`))
    // The audit log is not for members; deliveries are.
    await page.getByRole('rowheader', { name: /^1 · / }).waitFor()
    watched.assertQuiet(/Failed to load resource: .* 403/)
    await watched.close()
  })
})

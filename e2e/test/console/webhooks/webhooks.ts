import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { api } from '../../../src/api.ts'
import { looks, whereScreenshotsAre } from '../../../src/console/browser.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { created, newTenant, type Resource, resource, type Tenant } from '../../../src/tenant.ts'

describe('the pages of webhooks', () => {
  const suite = setUpShared()
  let receiver: WebhookReceiver
  let tenant: Tenant
  let empty: Tenant
  const ids: Record<string, string> = {}
  let replay: Resource

  const path = (name = '') => `/workspaces/${tenant.workspace.id}/webhooks${name === '' ? '' : `/${ids[name]}`}`
  const webhook = async (name: string) => resource(await tenant.api.get(`/webhooks/${ids[name]}?include=health`))
  const stateOf = async (name: string) => (await webhook(name))['health'] as Record<string, unknown>
  const rename = async (to: string) => {
    const answer = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: to })
    assert.equal(answer.status, 200, answer.text)
  }

  before(async () => {
    receiver = await webhookReceiver()
    receiver.answerWith(({ path: to }) =>
      to === '/open' ? 'reset' : { status: to === '/failing' ? 500 : 200, body: '\u202Eok' },
    )
    tenant = await newTenant(suite.plinth, { tier: 'enterprise' })
    empty = await newTenant(suite.plinth)
    const make = async (name: string, fields: object = {}) => {
      const url = `${receiver.url}/${name}`
      const push = { url, events: ['workspace.updated'], retry_schedule_seconds: [0] }
      ids[name] = created(await tenant.api.post('/webhooks', { ...push, ...fields })).id
    }
    await make('healthy', { description: 'Billing', headers: { 'X-Team': 'billing' }, rate_limit: { per_second: 100 } })
    await make('failing')
    await make('open', { retry_schedule_seconds: [0, 86_400] })
    await make('disabled', { is_active: false })
    const poll = { kind: 'poll', events: ['*'], description: 'Nightly import' }
    ids['poll'] = created(await tenant.api.post('/webhooks', poll)).id
    for (let at = 0; at < 5; at++) await rename(`Acme ${at}`)
    await eventually(async () => {
      const states = await Promise.all(['healthy', 'failing', 'open'].map(stateOf))
      assert.deepEqual(
        states.map(({ state }) => state),
        ['healthy', 'failing', 'open'],
      )
      const { points } = resource(await tenant.api.get(`/webhooks/${ids['healthy']}/series`)) as unknown as {
        points: unknown[]
      }
      assert.equal(points.length > 0, true)
    })
    const since = { since: '2026-01-01T00:00:00Z', status: 'success' }
    const started = await tenant.api.post(`/webhooks/${ids['healthy']}/replay`, since)
    assert.equal(started.status, 202, started.text)
    replay = resource(started)
  })
  after(() => receiver?.close())

  testShownPages(suite, [
    { name: 'webhooks', path, text: /\/healthy$/ },
    { name: 'webhooks-filtered', path: () => `${path()}?health=disabled`, text: /\/disabled$/ },
    { name: 'webhooks-hidden', path: () => `${path()}?search=nobody`, text: 'No entry matches the filters.' },
    {
      name: 'webhooks-empty',
      path: () => `/workspaces/${empty.workspace.id}/webhooks`,
      text: 'There is no webhook yet.',
    },
    { name: 'webhooks-all', path: () => '/webhooks', text: /\/healthy$/ },
    {
      name: 'webhook-healthy',
      path: () => `${path('healthy')}?replays=${ids['healthy']}.${replay.id}`,
      text: /^Resent: 5 queued\./,
    },
    { name: 'webhook-failing', path: () => path('failing'), text: /Refused by the receiver \(500\)/ },
    { name: 'webhook-open', path: () => path('open'), text: /: No connection/ },
    { name: 'webhook-disabled', path: () => path('disabled'), text: /5 deliveries are held/ },
    { name: 'webhook-poll', path: () => path('poll'), text: /deliveries wait until they are read/ },
    {
      name: 'webhook-missing',
      path: () => `${path()}/wh_none`,
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
    { name: 'event-types', path: () => '/event-types', text: 'workspace.updated' },
    { name: 'event-types-hidden', path: () => '/event-types?search=nobody', text: 'No entry matches the filters.' },
    { name: 'event-type', path: () => '/event-types?type=workspace.updated', text: /"workspace.updated"/ },
    { name: 'event-type-missing', path: () => '/event-types?type=a.b', text: 'There is no event type of this name.' },
  ])

  for (const look of [looks[0], looks[2]]) {
    it(`say so while the calls fail, and its forms are sound: ${look.scheme}, ${look.width} px`, async (test) => {
      test.diagnostic(whereScreenshotsAre)
      const watched = await signedIn(suite, look)
      const { page } = watched
      const dialog = page.getByRole('dialog')
      await page.route(
        (url) => url.pathname.startsWith('/api/v1/webhooks/wh_'),
        (route) =>
          route.fulfill({
            status: 503,
            json: { error: { code: 'SERVICE_UNAVAILABLE', message: 'Told by the test.', details: {} } },
          }),
      )
      await page.goto(`${suite.plinth.url}/console${path('healthy')}`)
      await page.getByText('Told by the test.').first().waitFor()
      await watched.assertSound('webhook-unavailable')
      // The page asks again by itself.
      await page.unrouteAll()
      await page.getByRole('heading', { name: `${receiver.url}/healthy` }).waitFor()

      await page.getByRole('slider', { name: 'Attempts by result' }).locator('canvas').waitFor()
      await page.getByText('The numbers as a table').first().click()
      await page.getByRole('table', { name: 'Attempts by result' }).waitFor()
      await watched.assertSound('webhook-numbers')
      for (const name of ['Send ping', 'Edit', 'Rotate secret', 'Replay', 'Disable', 'Delete']) {
        await page.getByRole('button', { name, exact: true }).click()
        await dialog.getByRole('heading').waitFor()
        await dialog.getByText('Loading …').waitFor({ state: 'detached' })
        if (name === 'Edit') {
          await dialog.getByText('More settings').click()
          await dialog.getByText(/^workspace \d/).click()
          await dialog.getByRole('button', { name: 'Sample of workspace.updated' }).click()
          await dialog.getByText('"workspace.updated"').waitFor()
        }
        await watched.assertSound(`webhook-${name.toLowerCase().replace(' ', '-')}`)
        await dialog.getByRole('button', { name: 'Cancel' }).click()
      }
      watched.assertQuiet(/Failed to load resource: .* 503/)
      await watched.close()
    })
  }

  it('show both versions where somebody else was faster, and merge them', async () => {
    const watched = await signedInAt(suite, path('disabled'))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Edit' }).click()
    await dialog.getByLabel('Description').fill('Typed here')
    const faster = { description: 'Stored by another', events: ['*'] }
    assert.equal((await tenant.api.patch(`/webhooks/${ids['disabled']}`, faster)).status, 200)
    await dialog.getByRole('button', { name: 'Save' }).click()
    const versions = dialog.getByRole('table', { name: 'Both versions' })
    const rows = async () =>
      (await versions.getByRole('row').allInnerTexts()).map((row) => row.split('\t').map((cell) => cell.trim()))
    await versions.waitFor()
    assert.deepEqual(await rows(), [
      ['Field', 'Stored now', 'In this form'],
      ['Description', 'Stored by another', 'Typed here'],
      ['Events', '*', 'workspace.updated'],
    ])
    await watched.assertSound('webhook-two-versions')
    assert.equal((await webhook('disabled'))['description'], 'Stored by another')
    await dialog.getByRole('button', { name: 'Keep my changes' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { description, events } = await webhook('disabled')
    assert.deepEqual([description, events], ['Typed here', ['*']])
    watched.assertQuiet(/Failed to load resource: .* 412/)
    await watched.close()
  })

  it('keep a form until its call has ended: the answer has a secret', async () => {
    const watched = await signedInAt(suite, path('disabled'))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Rotate secret' }).click()
    const late = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    await page.route('**/rotate-secret', async (route) => {
      asked.resolve()
      await late.promise
      await route.continue()
    })
    await dialog.getByRole('button', { name: 'Rotate secret' }).click()
    await asked.promise
    for (const key of ['Escape', 'Escape']) await page.keyboard.press(key)
    assert.equal(await dialog.getByRole('button', { name: 'Cancel' }).isDisabled(), true)
    late.resolve()
    assert.match((await dialog.getByRole('status', { name: 'Signing secret' }).textContent()) ?? '', /^whsec_/)
    watched.assertQuiet()
    await watched.close()
  })

  it('open the event type that was chosen, though others came before it meanwhile', async () => {
    const watched = await signedInAt(suite, '/event-types')
    const { page } = watched
    const type = page.getByRole('link', { name: 'workspace.updated', exact: true })
    await type.waitFor()
    const mine = { event_types: [{ name: 'aaa.first', description: 'Comes before all others.' }] }
    const applied = await api(suite.plinth.url, suite.plinth.operatorKey).put('/event-types', mine)
    assert.equal(applied.status, 200, applied.text)
    await type.click()
    await page.getByRole('dialog').getByText('"workspace.updated"').first().waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('delete a webhook only once its URL is typed', async () => {
    const url = `${receiver.url}/old`
    ids['old'] = created(await tenant.api.post('/webhooks', { url, events: ['*'] })).id
    const watched = await signedInAt(suite, path('old'))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Delete' }).click()
    const name = dialog.getByLabel(`To confirm, type ${url}`)
    await name.fill(`${receiver.url}/ol`)
    assert.equal(await dialog.getByRole('button', { name: 'Delete' }).isDisabled(), true)
    await name.press('Enter')
    assert.equal((await tenant.api.get(`/webhooks/${ids['old']}`)).status, 200)
    await name.fill(url)
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Create webhook' }).waitFor()
    assert.equal((await tenant.api.get(`/webhooks/${ids['old']}`)).status, 404)
    watched.assertQuiet()
    await watched.close()
  })
})

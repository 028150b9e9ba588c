import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { announceOwnerChanges, followOwnerChanges } from '@plinth/kit/owner-changes'
import { CatalogServiceService as Catalogs } from '@plinth/proto/tenancy/v1/catalog.ts'
import { EntitlementsServiceService as Entitlements } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { type ApplyEventTypesRequest, EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/event-types'
let mesh: Mesh
before(async () => {
  mesh = await startMesh()
})
after(() => mesh.stop())

describe('GET /event-types', () => {
  const names = async (key: string, headers = {}) => {
    const { json } = await mesh.ask('GET', `${path}?sort=-name`, { key, headers })
    return [json.meta['total'], ...(json.data as unknown as { name: string }[]).map(({ name }) => name)]
  }
  const all = [3, 'workspace.updated', 'report.ready', 'invoice.paid']

  it('leaves out types whose feature the plan of the workspace lacks, for its keys alone', async () => {
    assert.deepEqual(await names(mesh.key()), all)
    assert.deepEqual(await names(mesh.key({ workspaceId: 'wks_other' })), [2, 'workspace.updated', 'invoice.paid'])
    const checked = mesh.script.count(Entitlements.checkPlans)
    assert.deepEqual(await names(mesh.operatorKey()), all)
    assert.deepEqual(await names(mesh.operatorKey(), { 'x-workspace-id': 'wks_other' }), all)
    assert.equal(mesh.script.count(Entitlements.checkPlans), checked)
  })

  it('shows the feature of a type', async () => {
    const { json } = await mesh.ask('GET', path, { key: mesh.key() })
    const shown = (json.data as unknown as { name: string; feature: string | null }[]).map((one) => one.feature)
    assert.deepEqual(shown, [null, 'storage', null])
  })
})

describe('what a plan includes', () => {
  it('is asked again once another process announced that the workspace changed, and not after a change elsewhere', async () => {
    const own = await startMesh({}, new StoppedClock())
    const { bus, clock } = own.part.infra
    const [elsewhere, bystander] = [announceOwnerChanges({ bus, clock }), await followOwnerChanges({ bus, clock })]
    const key = own.key()
    const isAsked = async () => {
      const before = own.script.count(Entitlements.checkPlans)
      const answer = await own.ask('POST', '/api/v1/events', { key, body: { type: 'report.ready', data: {} } })
      assert.equal(answer.status, 202, answer.text)
      return own.script.count(Entitlements.checkPlans) > before
    }
    const announced = async (id: string) => {
      elsewhere.announce([id])
      await eventually(async () => assert.ok(bystander.haveBeen([id], 0)))
    }
    assert.deepEqual([await isAsked(), await isAsked()], [true, false])
    await announced('wks_other')
    assert.equal(await isAsked(), false)
    await announced('wks_home')
    assert.deepEqual([await isAsked(), await isAsked()], [true, false])
    const deleted = await own.ask('DELETE', '/api/v1/workspaces/wks_home', { key: own.key({ userId: 'usr_joe' }) })
    assert.equal(deleted.status, 204)
    assert.deepEqual([await isAsked(), await isAsked()], [true, false])
    await bystander.stop()
    await own.stop()
  })
})

describe('PUT /event-types', () => {
  const put = async (...features: (string | undefined)[]) => {
    const event_types = features.map((feature, at) => ({ name: `a.b${at}`, description: 'It happened.', feature }))
    const answer = await mesh.ask('PUT', path, { key: mesh.operatorKey(), body: { event_types } })
    assert.equal(answer.status, 200, answer.text)
    const { eventTypes, unknownFeatures } = mesh.script.last(Events.applyEventTypes).request as ApplyEventTypesRequest
    return { features: eventTypes.map(({ feature }) => feature), unknownFeatures }
  }

  it('passes on the version of the list that was read', async () => {
    const key = mesh.operatorKey()
    const tag = (await mesh.ask('GET', `${path}?per_page=1&page=2`, { key })).headers.get('etag') ?? ''
    assert.match(tag, /^"7-/)
    await mesh.ask('PUT', path, { key, body: { event_types: [] }, headers: { 'if-match': tag } })
    assert.equal(mesh.script.last(Events.applyEventTypes).context.ifMatchVersion, 7)
  })

  it('says which features the catalogue does not have; types without one need no catalogue', async () => {
    assert.deepEqual(await put('storage', undefined, 'gone', 'gone'), {
      ...{ features: ['storage', '', 'gone', 'gone'], unknownFeatures: ['gone'] },
    })
    const read = mesh.script.count(Catalogs.getCatalog)
    assert.deepEqual(await put(undefined, undefined), { features: ['', ''], unknownFeatures: [] })
    assert.equal(mesh.script.count(Catalogs.getCatalog), read)
  })
})

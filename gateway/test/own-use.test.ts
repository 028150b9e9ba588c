import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import {
  type CheckEntitlementRequest,
  EntitlementsServiceService as Entitlements,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { NamespacesServiceService as Namespaces } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { PlanPreviewsServiceService as PlanPreviews } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { StatsServiceService as Stats } from '@plinth/proto/webhooks/v1/stats.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const root = '/api/v1/namespaces/ns_1/entitlements'

describe('what Plinth counts itself', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())
  beforeEach(() => {
    for (const method of [Stats.countOwnUse, Keys.countApiKeys, Namespaces.getNamespace]) mesh.script.allow(method)
  })

  const counted = [Namespaces.getNamespace, Stats.countOwnUse, Keys.countApiKeys]
  const check = async (feature: string, headers = {}, how = {}) => {
    const before = counted.map((method) => mesh.script.count(method))
    const { status, text } = await mesh.ask('POST', `${root}/check`, {
      ...{ key: mesh.key(), body: { feature, ...how }, headers },
    })
    assert.equal(status, 200, text)
    const { ownUse } = mesh.script.last(Entitlements.checkEntitlement).request as CheckEntitlementRequest
    return { ownUse, calls: counted.map((method, at) => mesh.script.count(method) - (before[at] ?? 0)) }
  }

  it('is asked of the service that owns the rows, for a check of it, in the workspace that pays', async () => {
    const workspaceId = 'wks_home'
    const ofWebhooks = { workspaceId, used: { 'plinth.webhooks': 4, 'plinth.events': 250 } }
    for (const feature of ['plinth.webhooks', 'plinth.events'])
      assert.deepEqual(await check(feature), { ownUse: ofWebhooks, calls: [1, 1, 0] }, feature)
    assert.deepEqual(await check('plinth.api_keys', { 'idempotency-key': 'once' }), {
      ...{ ownUse: { workspaceId, used: { 'plinth.api_keys': 3 } }, calls: [1, 0, 1] },
    })
    for (const method of counted) assert.equal(mesh.script.last(method).context.idempotency, undefined)
  })

  it('costs no call for every other check', async () => {
    for (const feature of ['storage', 'plinth.members'])
      assert.deepEqual(await check(feature), { ownUse: undefined, calls: [0, 0, 0] }, feature)
  })

  it('is left open while its part is away, or the namespace is not there', async () => {
    mesh.script.refuse(Stats.countOwnUse, new PlinthError('SERVICE_UNAVAILABLE', 'away'))
    assert.deepEqual((await check('plinth.webhooks')).ownUse, { workspaceId: 'wks_home', used: {} })
    mesh.script.refuse(Namespaces.getNamespace, new PlinthError('RESOURCE_NOT_FOUND', 'no namespace'))
    assert.deepEqual((await check('plinth.webhooks')).ownUse, { workspaceId: '', used: {} })
  })

  it('is asked for each check anew, also a fast one while its workspace cannot be read', async () => {
    mesh.script.refuse(Namespaces.getNamespace, new PlinthError('SERVICE_UNAVAILABLE', 'away'))
    const before = mesh.script.count(Entitlements.checkEntitlement)
    for (let times = 0; times < 2; times += 1) await check('plinth.webhooks', {}, { consistency: 'fast' })
    assert.equal(mesh.script.count(Entitlements.checkEntitlement) - before, 2)
  })

  it('is shown where entitlements are listed; null, or left out, while its part is away, and for rates', async () => {
    const usedIn = async (path: string) => {
      const { json, status, text } = await mesh.ask('GET', path, { key: mesh.key() })
      assert.equal(status, 200, text)
      return json.data
    }
    const used = async () => {
      const rows: unknown = await usedIn('/api/v1/workspaces/wks_home/entitlements')
      return Object.fromEntries(
        (rows as { feature: string; used: number | null }[]).map((row) => [row.feature, row.used]),
      )
    }
    const known = { storage: 6, 'plinth.webhooks': 4, 'plinth.api_keys': 3 }
    const all = { ...known, 'plinth.requests_burst': null }
    assert.deepEqual(await used(), all)
    for (const path of ['/api/v1/usage', '/api/v1/namespaces/ns_1']) {
      const { entitlements } = (await usedIn(path)) as { entitlements: Record<string, { used: number | null }> }
      assert.deepEqual(Object.fromEntries(Object.entries(entitlements).map(([code, one]) => [code, one.used])), known)
    }
    mesh.script.refuse(Keys.countApiKeys, new PlinthError('SERVICE_UNAVAILABLE', 'away'))
    assert.deepEqual(await used(), { ...all, 'plinth.api_keys': null })
  })

  it('is in the difference that a change of the plan makes; left out, by name, while its part is away', async () => {
    const asked = [PlanPreviews.previewPlanChange, ...counted]
    const shown = async (code: string) => {
      const before = asked.map((method) => mesh.script.count(method))
      const { status, json, text } = await mesh.ask('POST', '/api/v1/workspaces/wks_home/packages?dry_run=true', {
        ...{ key: mesh.operatorKey(), body: { package: code }, headers: { 'idempotency-key': 'once' } },
      })
      assert.equal(status, 200, text)
      const { features, left_out } = json.data as {
        features: { code: string; used: number; would_refuse: boolean }[]
        left_out?: string[]
      }
      return {
        ...(left_out === undefined ? {} : { left_out }),
        features: features.map(({ code, used, would_refuse }) => [code, used, would_refuse]),
        calls: asked.map((method, at) => mesh.script.count(method) - (before[at] ?? 0)),
      }
    }
    const storage = ['storage', 6, false]
    assert.deepEqual(await shown('pro'), { features: [storage], calls: [1, 0, 0, 0] })
    const webhooks = ['plinth.webhooks', 4, true]
    const all = [storage, webhooks, ['plinth.api_keys', 3, false]]
    assert.deepEqual(await shown('with_own'), { features: all, calls: [2, 0, 1, 1] })
    for (const method of [Stats.countOwnUse, Keys.countApiKeys]) {
      const { request, context } = mesh.script.last(method)
      assert.deepEqual([request, context.idempotency], [{ workspaceId: 'wks_home' }, undefined])
    }
    mesh.script.refuse(Keys.countApiKeys, new PlinthError('SERVICE_UNAVAILABLE', 'away'))
    assert.deepEqual(await shown('with_own'), {
      ...{ features: [storage, webhooks], left_out: ['plinth.api_keys'], calls: [2, 0, 1, 1] },
    })
    mesh.script.refuse(Stats.countOwnUse, new PlinthError('SERVICE_UNAVAILABLE', 'away'))
    assert.deepEqual(await shown('with_own'), {
      ...{ features: [storage], left_out: ['plinth.webhooks', 'plinth.api_keys'], calls: [1, 0, 1, 1] },
    })
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { allOwners, announceOwnerChanges, followOwnerChanges } from '@plinth/kit/owner-changes'
import { EntitlementsServiceService as Entitlements } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const namespaces = '/api/v1/namespaces'

describe('POST /namespaces/{id}/entitlements/check, fast', () => {
  let mesh: Mesh
  let key: string
  let other: string
  let namespace: string
  let made = 0
  before(async () => {
    mesh = await startMesh({}, new StoppedClock())
    key = mesh.key()
    other = mesh.key({ userId: 'usr_joe' })
  })
  after(() => mesh.stop())
  beforeEach(() => {
    namespace = `ns_${++made}`
  })

  const post = (verb: string, body: object, by = key, headers = {}) =>
    mesh.ask('POST', `${namespaces}/${namespace}/entitlements/${verb}`, { key: by, body, headers })
  const check = async (by = key, body: object = { feature: 'storage' }, headers = {}) => {
    const before = mesh.script.count(Entitlements.checkEntitlement)
    const { status, text } = await post('check', { consistency: 'fast', ...body }, by, headers)
    assert.equal(status, 200, text)
    return { isAsked: mesh.script.count(Entitlements.checkEntitlement) > before, text }
  }
  /** Whether the service is asked, check by check. */
  const asked = async (...checks: Parameters<typeof check>[]) => {
    const each: boolean[] = []
    for (const one of checks) each.push((await check(...one)).isAsked)
    return each
  }

  it('200, the same bytes without asking the service again', async () => {
    const { text } = await check()
    assert.deepEqual(await check(), { isAsked: false, text })
  })

  it('asks the service for a stranger, another question, and what is strong, explained or kept', async () => {
    const stranger = mesh.key({ userId: 'usr_stranger', workspaceId: 'wks_foreign' })
    const quantity = { feature: 'storage', quantity: 2 }
    const strong = { feature: 'storage', consistency: 'strong' }
    assert.deepEqual(
      await asked([], [stranger], [key, quantity], [key, { feature: 'seats' }], [key, strong], [key, strong]),
      [true, true, true, true, true, true],
    )
    const kept = { 'idempotency-key': `once ${made}` }
    assert.deepEqual(await asked([key, { feature: 'storage' }, kept], [key], [stranger], [key, quantity]), [
      ...[true, false, false, false],
    ])
  })

  it('asks the service after what was written here, by the caller or into the namespace, not after a read', async () => {
    await check()
    await post('check', { feature: 'storage' })
    assert.equal((await check()).isAsked, false)
    assert.equal((await post('consume', { feature: 'storage' }, other)).status, 200)
    assert.deepEqual(await asked([], []), [true, false])
    await mesh.ask('POST', '/api/v1/workspaces', { key, body: { name: 'Another' } })
    assert.deepEqual(await asked([], []), [true, false])
    await mesh.ask('POST', '/api/v1/workspaces', { key: other, body: { name: 'Yet another' } })
    assert.equal((await check()).isAsked, false)
  })

  it('asks the service after a write of any gateway that waited for every gateway', async () => {
    await check()
    const deleted = await mesh.ask('DELETE', '/api/v1/workspaces/wks_home', { key: other })
    assert.equal(deleted.status, 204)
    assert.deepEqual(await asked([], []), [true, false])
  })

  it('does not ask the service because a stranger named in a path what is said of the catalogue or of all', async () => {
    await check()
    for (const name of ['catalog', allOwners]) {
      await mesh.ask('DELETE', `/api/v1/webhooks/${encodeURIComponent(name)}`, { key: other })
      assert.equal((await check()).isAsked, false, name)
    }
  })

  it('asks the service after another process announced that an owner changed, not after a change elsewhere', async () => {
    const { bus, clock } = mesh.part.infra
    const elsewhere = announceOwnerChanges({ bus, clock })
    const bystander = await followOwnerChanges({ bus, clock })
    await check()
    elsewhere.announce(['ns_stranger'])
    await eventually(async () => assert.ok(bystander.haveBeen(['ns_stranger'], 0)))
    assert.equal((await check()).isAsked, false)
    elsewhere.announce(['wks_home'])
    await eventually(async () => assert.ok(bystander.haveBeen(['wks_home'], 0)))
    assert.deepEqual(await asked([], []), [true, false])
    await bystander.stop()
  })
})

describe('GATEWAY_CACHE_TTL_MS=0', () => {
  it('asks the service for every fast check', async () => {
    const mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '0' })
    const key = mesh.key()
    const before = mesh.script.count(Entitlements.checkEntitlement)
    for (let at = 0; at < 2; at++) {
      const body = { feature: 'storage', consistency: 'fast' }
      assert.equal((await mesh.ask('POST', `${namespaces}/ns_1/entitlements/check`, { key, body })).status, 200)
    }
    assert.equal(mesh.script.count(Entitlements.checkEntitlement) - before, 2)
    await mesh.stop()
  })
})

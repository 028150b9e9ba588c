import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { PlinthError } from '@plinth/kit/errors'
import { newId } from '@plinth/kit/ids'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { z } from 'zod'
import { mayRevoke } from '../../src/operation/changes-access.ts'
import { operations } from '../../src/operations.ts'
import { decodeMessage, revocationSubject } from '../../src/revocation/messages.ts'
import { type Mesh, startMesh } from '../mesh/start-mesh.ts'

/** Plans and usage of a namespace limit nothing that gateways cache. */
const namespacePlans = operations
  .map(({ id }) => id)
  .filter((id) => /^(namespace-(packages|boosts)|entitlements)\./.test(id))

/** Writes on what decides who may do what that take nothing from anybody. Batches run through the records of their operations. */
const widening = new Set([
  'workspaces.create',
  'users.create',
  'users.create-email-verification',
  'users.verify-email',
  'api-keys.create',
  'operator-keys.create',
  'sign-in-links.create',
  'members.create',
  'invitations.create',
  'invitations.delete',
  'invitations.accept',
  'namespaces.create',
  'namespaces.update',
  'namespaces.set-default',
  'event-types.apply',
  ...namespacePlans,
])
const decides = /^(write|delete):(workspaces|namespaces|users|api-keys|entitlements|catalog)$/

describe('what may take access from a caller', () => {
  it('is every write on what decides who may do what, unless it is known to take nothing away', () => {
    const unflagged = operations
      .filter(({ method, scope }) => method !== 'GET' && decides.test(scope))
      .filter(({ id, changesAccess = false }) => changesAccess === false && !widening.has(id))
    assert.deepEqual(
      unflagged.map(({ id }) => id),
      [],
    )
  })

  it('is every field of a body that takes access away at all, unless it is known to take nothing away', () => {
    const harmless = operations
      .filter(({ changesAccess }) => typeof changesAccess === 'function')
      .flatMap((operation) =>
        fieldsOf(operation.body)
          .filter((field) => !mayRevoke(operation, { [field]: null }, new URLSearchParams()))
          .map((field) => `${operation.id} ${field}`),
      )
    assert.deepEqual(harmless.sort(), [
      'api-keys.update name',
      'users.update email',
      'users.update email_verified',
      'workspaces.update metadata',
      'workspaces.update name',
      'workspaces.update settings',
      'workspaces.update tags',
    ])
  })
})

const keyId = newId('key', new SystemClock())
const fieldsOf = (body: unknown): string[] => Object.keys(body instanceof z.ZodObject ? body.shape : {})

describe('a write that may take access from a caller', () => {
  let mesh: Mesh
  let key: string
  let revocations = 0
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
    await mesh.part.bus.listen(revocationSubject, (data) => {
      if (decodeMessage(data).kind === 'drop') revocations++
    })
  })
  after(() => mesh.stop())
  beforeEach(() => {
    revocations = 0
    mesh.script.allow(Keys.revokeApiKey)
  })
  const revoke = () => mesh.ask('DELETE', `/api/v1/api-keys/${keyId}`, { key })

  it('is answered after a revocation', async () => {
    assert.equal((await revoke()).status, 204)
    assert.equal(revocations, 1)
  })

  it('is answered after a revocation also when the answer was stored by an earlier one', async () => {
    mesh.script.replay(Keys.revokeApiKey, 'req_first')
    const answer = await revoke()
    assert.equal(answer.headers.get('idempotent-replayed'), 'true')
    assert.equal(revocations, 1)
  })

  it('is refused after a revocation: what is gone may be gone since a call that was never answered', async () => {
    mesh.script.refuse(Keys.revokeApiKey, new PlinthError('RESOURCE_NOT_FOUND', 'no such key'))
    assert.equal((await revoke()).status, 404)
    assert.equal(revocations, 1)
  })

  it('is one by what its body says: a new name of a workspace takes nothing from anybody', async () => {
    const patch = async (path: string, body: object) => {
      revocations = 0
      assert.equal((await mesh.ask('PATCH', `/api/v1/${path}`, { key, body })).status, 200)
      return revocations
    }
    assert.equal(await patch('workspaces/wks_home', { name: 'Acme GmbH', settings: {} }), 0)
    assert.equal(await patch('workspaces/wks_home', { name: 'Acme GmbH', tier: 'free' }), 1)
    assert.equal(await patch('api-keys/key_9', { name: 'CI' }), 0)
    assert.equal(await patch('api-keys/key_9', { scopes: ['read:webhooks'] }), 1)
    assert.equal(await patch('workspaces/wks_home/members/usr_jane', {}), 0)
    assert.equal(await patch('workspaces/wks_home/members/usr_jane', { role: 'member' }), 1)
  })

  it('is none when nothing is done: a dry run of the catalogue', async () => {
    const operator = mesh.operatorKey()
    const apply = async (query: string) => {
      revocations = 0
      const body = { features: [], packages: [] }
      assert.equal((await mesh.ask('PUT', `/api/v1/catalog${query}`, { key: operator, body })).status, 200)
      return revocations
    }
    assert.deepEqual([await apply('?dry_run=true'), await apply('?dry_run=1')], [0, 0])
    assert.deepEqual([await apply(''), await apply('?dry_run=false')], [1, 1])
  })

  it('costs a read nothing, nor what is refused before it is called', async () => {
    assert.equal((await mesh.ask('GET', '/api/v1/api-keys/key_9', { key })).status, 200)
    const reader = mesh.key({ scopes: ['read:all'] })
    assert.equal((await mesh.ask('DELETE', '/api/v1/api-keys/key_9', { key: reader })).status, 403)
    assert.equal(revocations, 0)
  })

  it('shares its revocation with others of the same moment', async () => {
    const release = Promise.withResolvers<void>()
    mesh.script.hold(Keys.revokeApiKey, release.promise)
    const asked = Array.from({ length: 20 }, revoke)
    const arrived = () => mesh.script.count(Keys.revokeApiKey)
    const before = arrived()
    while (arrived() < before + 20) await new Promise(setImmediate)
    release.resolve()
    assert.deepEqual(new Set((await Promise.all(asked)).map(({ status }) => status)), new Set([204]))
    assert.ok(revocations < 20, `${revocations} revocations`)
  })
})

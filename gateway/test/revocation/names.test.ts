import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { newId } from '@plinth/kit/ids'
import type { MethodDefinition } from '@plinth/kit/rpc'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { MembersServiceService as Members } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService as Namespaces } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { StoppedClock } from '@plinth/testkit'
import { operations } from '../../src/operations.ts'
import { decodeMessage, type Revoked, revocationSubject } from '../../src/revocation/messages.ts'
import { type Mesh, startMesh } from '../mesh/start-mesh.ts'

// Nothing is forgotten for its age.
const clock = new StoppedClock()
const [key1, ns1, usr1, wks1] = ['key', 'ns', 'usr', 'wks'].map((prefix) => newId(prefix, clock))
const uuid = '550E8400-E29B-41D4-A716-446655440000'

let mesh: Mesh
let jane: string
let operator: string
let revocations: Revoked[] = []
before(async () => {
  mesh = await startMesh({}, clock)
  jane = mesh.key()
  operator = mesh.operatorKey()
  await mesh.part.bus.listen(revocationSubject, (data) => {
    const said = decodeMessage(data)
    if (said.kind === 'drop') revocations.push(said.only)
  })
})
after(() => mesh?.stop())
afterEach(() => {
  for (const method of [Keys.revokeApiKey, Users.updateUser, Members.removeMember, Namespaces.deleteNamespace])
    mesh.script.allow(method)
})

const named = async (method: string, path: string, options: { key?: string; body?: unknown } = {}) => {
  revocations = []
  const { status } = await mesh.ask(method, `/api/v1${path}`, { key: jane, ...options })
  return [status, ...revocations]
}

describe('a write that takes something from callers', () => {
  it('names what it concerns, in whose workspace', async () => {
    assert.deepEqual(await named('DELETE', `/api-keys/${key1}`), [204, [`wks_home/${key1}`]])
    assert.deepEqual(await named('DELETE', `/workspaces/acme/members/${usr1}`), [204, [usr1, `wks_home/${usr1}`]])
    assert.deepEqual(await named('DELETE', `/namespaces/${ns1}`), [204, [ns1]])
    assert.deepEqual(await named('DELETE', `/namespaces/${uuid}`), [204, [uuid.toLowerCase()]])
    assert.deepEqual(await named('DELETE', '/workspaces/acme'), [204, ['wks_home']])
    const suspended = await named('POST', `/users/${usr1}/suspend`, { key: operator, body: {} })
    assert.deepEqual(suspended, [200, [usr1]])
    const reactivated = await named('POST', `/users/${usr1}/reactivate`, { key: operator, body: {} })
    assert.deepEqual(reactivated, [200, [usr1, 'refused keys']])
    assert.deepEqual(await named('DELETE', '/operator-keys/key_op', { key: operator }), [204, ['key_op']])
  })

  it('is also a new name of what acts: entries of the audit log have the name of that time', async () => {
    const body = { name: 'Jane Smith' }
    assert.deepEqual(await named('PATCH', '/users/usr_jane', { body }), [200, ['usr_jane']])
    assert.deepEqual(await named('PATCH', '/users/usr_jane', { body: { email: 'jane@example.com' } }), [200])
    assert.deepEqual(await named('PATCH', '/operator-keys/key_op', { key: operator, body }), [200, ['key_op']])
    assert.deepEqual(await named('PATCH', `/api-keys/${key1}`, { body }), [200])
  })

  it('has a name in every operation, but for the whole catalogue', async () => {
    const names: Record<string, Revoked> = {}
    for (const operation of operations.filter(({ changesAccess = false }) => changesAccess !== false)) {
      const example = operation.body.meta()?.['examples']
      const [given = {}] = Array.isArray(example) ? example : []
      const body = operation.id === 'workspaces.update' ? { tier: 'pro' } : given
      const path = operation.path.replace('{workspace_id}', 'acme').replaceAll(/\{(\w+)\}/g, '$1')
      revocations = []
      await mesh.ask(operation.method, `/api/v1${path}`, {
        key: operator,
        headers: { 'x-workspace-id': 'wks_home' },
        ...(operation.method === 'DELETE' ? {} : { body }),
      })
      assert.equal(revocations.length, 1, operation.id)
      names[operation.id] = revocations[0]
    }
    const unnamed = Object.keys(names).filter((id) => names[id] === undefined)
    assert.deepEqual(unnamed, ['catalog.apply'])
    const ofWorkspace = Object.entries(names).filter(([id]) => /^workspace(s|-packages|-boosts)\./.test(id))
    for (const [id, only] of ofWorkspace) assert.deepEqual(only, ['wks_home'], id)
    assert.deepEqual(names['users.suspend'], ['user_id'])
    assert.deepEqual(names['api-keys.rotate'], ['wks_home/key_id'])
  })

  it('in a batch names what each operation concerns, also when the whole answer was stored', async () => {
    const operations = [
      { action: 'delete', id: key1 },
      { action: 'update', id: 'key_2', data: { name: 'Harmless' } },
      { action: 'update', id: 'key_3', data: { scopes: ['read:webhooks'] } },
    ]
    const send = async (headers: Record<string, string>) => {
      revocations = []
      const answer = await mesh.ask('POST', '/api/v1/api-keys/batch', { key: jane, headers, body: { operations } })
      return [answer.status, answer.headers.get('idempotent-replayed'), ...revocations]
    }
    const names = [`wks_home/${key1}`, 'wks_home/key_3']
    assert.deepEqual(await send({ 'idempotency-key': 'batch-1' }), [200, null, names])
    assert.deepEqual(await send({ 'idempotency-key': 'batch-1' }), [200, 'true', names])
  })

  it('in a stored batch names no workspace that was refused, and no other tenant’s namespace', async () => {
    mesh.script.refuse(Namespaces.deleteNamespace, new PlinthError('RESOURCE_NOT_FOUND', 'no such namespace'))
    const replayed = async (resource: string, operations: unknown[]) => {
      const options = { key: jane, headers: { 'idempotency-key': `stored-${resource}` }, body: { operations } }
      await mesh.ask('POST', `/api/v1/${resource}/batch`, options)
      revocations = []
      const answer = await mesh.ask('POST', `/api/v1/${resource}/batch`, options)
      return [answer.headers.get('idempotent-replayed'), ...revocations]
    }
    assert.deepEqual(await replayed('workspaces', [{ action: 'delete', id: wks1 }]), ['true'])
    const ofNamespace = [`wks_home/${ns1}`, `usr_jane/${ns1}`]
    assert.deepEqual(await replayed('namespaces', [{ action: 'delete', id: ns1 }]), ['true', ofNamespace])
  })
})

describe('a refused write', () => {
  const refuse = (method: MethodDefinition, code: 'RESOURCE_NOT_FOUND' | 'VALIDATION_ERROR' | 'PRECONDITION_FAILED') =>
    mesh.script.refuse(method, new PlinthError(code, 'refused'))

  it('names only what is of its own workspace or user', async () => {
    refuse(Keys.revokeApiKey, 'RESOURCE_NOT_FOUND')
    refuse(Members.removeMember, 'RESOURCE_NOT_FOUND')
    refuse(Namespaces.deleteNamespace, 'PRECONDITION_FAILED')
    refuse(Users.updateUser, 'PRECONDITION_FAILED')
    assert.deepEqual(await named('PATCH', '/users/usr_jane', { body: { name: 'Jane' } }), [412, ['usr_jane']])
    assert.deepEqual(await named('DELETE', `/api-keys/${key1}`), [404, [`wks_home/${key1}`]])
    assert.deepEqual(await named('DELETE', `/workspaces/acme/members/${usr1}`), [404, [`wks_home/${usr1}`]])
    assert.deepEqual(await named('DELETE', `/namespaces/${ns1}`), [412, [`wks_home/${ns1}`, `usr_jane/${ns1}`]])
  })

  it('begins no revocation where there never was such a thing, nor for what was asked for in a wrong way', async () => {
    refuse(Keys.revokeApiKey, 'RESOURCE_NOT_FOUND')
    refuse(Namespaces.deleteNamespace, 'RESOURCE_NOT_FOUND')
    for (const path of [
      '/api-keys/key_none',
      `/api-keys/${usr1}`,
      '/namespaces/ns_doesnotexist',
      `/namespaces/${wks1}`,
    ])
      assert.deepEqual(await named('DELETE', path), [404], path)
    refuse(Keys.revokeApiKey, 'VALIDATION_ERROR')
    assert.deepEqual(await named('DELETE', `/api-keys/${key1}`), [422])
    assert.deepEqual(await named('DELETE', `/workspaces/${wks1}`), [404])
  })
})

describe('what others of other tenants have in the caches', () => {
  const asked = () => [mesh.script.count(Authentication.authenticate), mesh.script.count(Workspaces.resolveAccess)]
  const read = async (key: string) =>
    assert.equal((await mesh.ask('GET', '/api/v1/api-keys/key_9', { key })).status, 200)

  it('stays while a tenant is refused, or revokes what is its own', async () => {
    const alice = mesh.key({ userId: 'usr_stranger', workspaceId: 'wks_foreign', rateLimitTier: 'enterprise' })
    await read(alice)
    await read(jane)
    const before = asked()
    for (let times = 0; times < 20; times++) {
      if (times === 10) mesh.script.refuse(Keys.revokeApiKey, new PlinthError('RESOURCE_NOT_FOUND', 'no such key'))
      await mesh.ask('DELETE', `/api/v1/api-keys/${key1}`, { key: jane })
      await read(alice)
      await read(jane)
    }
    assert.deepEqual(asked(), before)
  })

  it('goes where a tenant revokes it: the key asks again, the user, the workspace', async () => {
    const [joe, other] = [mesh.key({ userId: 'usr_joe' }), mesh.key()]
    const bystander = mesh.key({ userId: 'usr_stranger', workspaceId: 'wks_foreign', rateLimitTier: 'enterprise' })
    const delta = async (method: string, path: string, ...keys: string[]) => {
      for (const key of [...keys, bystander]) await read(key)
      const before = asked()
      assert.ok((await mesh.ask(method, `/api/v1${path}`, { key: jane })).status < 300)
      const since = asked()
      for (const key of [...keys, bystander]) await read(key)
      return asked().map((count, at) => count - Math.max(since[at] ?? 0, before[at] ?? 0))
    }
    assert.deepEqual(await delta('DELETE', '/workspaces/acme/members/usr_joe', joe, other), [1, 1])
    assert.deepEqual(await delta('DELETE', '/workspaces/acme', joe, other), [2, 2])
    assert.deepEqual(await delta('DELETE', '/api-keys/key_of_none_of_them', joe, other), [0, 0])
  })
})

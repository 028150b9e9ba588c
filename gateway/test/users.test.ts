import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import {
  type ListUserMembershipsRequest,
  MembershipsServiceService as Memberships,
} from '@plinth/proto/tenancy/v1/members.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
let key: string
let operator: string
before(async () => {
  mesh = await startMesh()
  key = mesh.key()
  operator = mesh.operatorKey()
})
after(() => mesh.stop())

const ask = (method: string, path: string, by = key, body?: object) =>
  mesh.ask(method, `/api/v1${path}`, { key: by, ...(body === undefined ? {} : { body }) })

describe('a pending address', () => {
  it('is shown to the user and to operators, and null to all others', async () => {
    const shown = async (path: string, by: string) => {
      const { data } = (await ask('GET', path, by)).json
      const rows: { id: string; pending_email: string | null }[] = [data].flat().map((row) => Object(row))
      return Object.fromEntries(rows.map(({ id, pending_email }) => [id, pending_email]))
    }
    const pending = 'jane@example.org'
    assert.deepEqual(await shown('/user', key), { usr_jane: pending })
    assert.deepEqual(await shown('/users', key), { usr_jane: pending, usr_joe: null })
    assert.deepEqual(await shown('/users/usr_joe', key), { usr_joe: null })
    assert.deepEqual(await shown('/users/usr_joe', operator), { usr_joe: pending })
  })

  it('is proven by its token; an operator has no address', async () => {
    const made = await ask('POST', '/users/usr_jane/email-verification', operator, {})
    assert.deepEqual(made.json.data, {
      email: 'jane@example.org',
      token: 'email_tok_shown_once',
      expires_at: '2026-01-03T00:00:00.000Z',
    })
    assert.deepEqual([made.status, made.headers.get('cache-control')], [201, 'no-store'])
    const proven = await ask('POST', '/user/email-verification', key, { token: 'email_tok_1' })
    assert.deepEqual([proven.status, proven.json.data['email']], [200, 'jane@example.org'])
    assert.deepEqual(mesh.script.last(Users.verifyEmail).request, {
      token: 'email_tok_1',
      workspaceIds: ['wks_home', 'wks_other', 'wks_private', 'wks_suspended'],
    })
    assert.equal((await ask('POST', '/user/email-verification', operator, { token: 'email_tok_1' })).status, 404)
  })
})

describe('GET /users/{user_id}/memberships', () => {
  it('shows the user and operators each workspace with the role in it', async () => {
    for (const by of [key, operator]) {
      const { status, json } = await ask('GET', '/users/usr_jane/memberships?search=acme&sort=name', by)
      assert.equal(status, 200)
      assert.deepEqual(json.data, [
        {
          ...{ workspace_id: 'wks_home', name: 'Acme', slug: 'acme', status: 'active', role: 'admin' },
          ...{ created_at: '2026-01-01T00:00:00.000Z', member_since: '2026-01-02T00:00:00.000Z' },
        },
      ])
      const { userId, query } = mesh.script.last(Memberships.listUserMemberships).request as ListUserMembershipsRequest
      assert.deepEqual([userId, query?.sort], ['usr_jane', [{ field: 'name', descending: false }]])
    }
  })

  it('is refused to others who see the user, and not found for the rest', async () => {
    assert.equal((await ask('GET', '/users/usr_joe/memberships')).status, 403)
    assert.equal((await ask('GET', '/users/usr_stranger/memberships')).status, 404)
  })
})

describe('what operators do to users', () => {
  it('is heard by the user’s workspaces', async () => {
    for (const [action, rpc] of [
      ['suspend', Users.suspendUser],
      ['reactivate', Users.reactivateUser],
    ] as const) {
      const { status } = await ask('POST', `/users/usr_jane/${action}`, operator, {})
      const { request } = mesh.script.last(rpc)
      const workspaceIds = ['wks_home', 'wks_other', 'wks_private', 'wks_suspended']
      assert.deepEqual({ status, request }, { status: 200, request: { id: 'usr_jane', workspaceIds } })
    }
  })

  it('ends a user in tenancy, with the version that identity knows, and waits until identity has followed', async () => {
    const end = async (id: string) => (await ask('DELETE', `/users/${id}`, operator)).status
    const asked = mesh.script.count(Users.batchGetUsers)
    assert.equal(await end('usr_jane'), 204)
    assert.deepEqual(mesh.script.last(Memberships.endUser).request, { userId: 'usr_jane', userVersion: 1 })
    assert.equal(mesh.script.count(Users.batchGetUsers), asked + 2)
    // Tenancy answers for a stored Idempotency-Key, also when the user is gone.
    assert.equal(await end('usr_nobody'), 204)
    assert.deepEqual(mesh.script.last(Memberships.endUser).request, { userId: 'usr_nobody', userVersion: 0 })
  })

  it('discloses no user whom the caller cannot see', async () => {
    const ended = mesh.script.count(Memberships.endUser)
    for (const id of ['usr_stranger', 'usr_nobody']) assert.equal((await ask('DELETE', `/users/${id}`)).status, 404)
    assert.equal(mesh.script.count(Memberships.endUser), ended)
    for (const path of ['suspend', 'reactivate', 'email-verification']) {
      const answers = [await ask('POST', `/users/usr_stranger/${path}`), await ask('POST', `/users/usr_nobody/${path}`)]
      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 404],
        path,
      )
    }
  })

  it('passes on for whose address an operator vouches', async () => {
    const wanted = { name: 'Jane', email: 'jane@example.test', email_verified: true }
    assert.equal((await ask('POST', '/users', operator, wanted)).status, 201)
    const { email_verified: emailVerified, ...rest } = wanted
    assert.deepEqual(mesh.script.last(Users.createUser).request, { ...rest, tier: '', emailVerified })
    assert.equal((await ask('PATCH', '/users/usr_jane', operator, { email_verified: false })).status, 200)
    assert.equal(Object(mesh.script.last(Users.updateUser).request).emailVerified, false)
  })
})

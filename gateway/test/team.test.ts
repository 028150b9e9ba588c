import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { InvitationsServiceService as Invitations } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembersServiceService as Members } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService as Namespaces } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
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

const ask = (method: string, path: string, body?: object, by = key) =>
  mesh.ask(method, `/api/v1${path}`, { key: by, ...(body === undefined ? {} : { body }) })
const created_at = '2026-01-01T00:00:00.000Z'
const jane = { user_id: 'usr_jane', name: 'Jane', email: 'jane@example.test', role: 'owner', created_at }

describe('members', () => {
  it('are tenancy’s rows with identity’s names, asked for once a page', async () => {
    const before = mesh.script.count(Users.batchGetUsers)
    const { json } = await ask('GET', '/workspaces/wks_home/members?role=owner&sort=-role')
    assert.deepEqual(json.data, [
      jane,
      { user_id: 'usr_joe', name: 'Joe', email: 'joe@example.test', role: 'member', created_at },
    ])
    assert.equal(mesh.script.count(Users.batchGetUsers), before + 1)
    assert.deepEqual(mesh.script.last(Users.batchGetUsers).request, { ids: ['usr_jane', 'usr_joe'] })
    assert.equal(mesh.script.last(Members.listMembers).context.workspaceId, 'wks_home')
  })

  it('are added with the name that identity has, so that a replay shows the same', async () => {
    const body = { user_id: 'usr_joe', role: 'admin' }
    const answer = await ask('POST', '/workspaces/wks_home/members', body, operator)
    assert.equal(answer.status, 201, answer.text)
    const joe = { userId: 'usr_joe', role: Role.ROLE_ADMIN, name: 'Joe', email: 'joe@example.test' }
    assert.deepEqual(mesh.script.last(Members.addMember).request, joe)
    assert.deepEqual(answer.json.data['name'], 'Joe')
    const nobody = await ask('POST', '/workspaces/wks_home/members', { ...body, user_id: 'usr_nobody' }, operator)
    assert.equal(nobody.json.error.code, 'VALIDATION_ERROR')
    assert.deepEqual(nobody.json.error.details, { user_id: ['The user does not exist.'] })
  })

  it('leave it to tenancy to refuse who is no operator, and ask identity nothing for them', async () => {
    const before = mesh.script.count(Users.batchGetUsers)
    await ask('POST', '/workspaces/wks_home/members', { user_id: 'usr_nobody', role: 'member' })
    const request = { userId: 'usr_nobody', role: Role.ROLE_MEMBER, name: '', email: '' }
    assert.deepEqual(mesh.script.last(Members.addMember).request, request)
    assert.equal(mesh.script.count(Users.batchGetUsers), before)
  })

  it('keep their role when an empty PATCH names none', async () => {
    const answer = await ask('PATCH', '/workspaces/wks_home/members/usr_jane', {})
    const { request } = mesh.script.last(Members.updateMember)
    const known = { name: 'Jane', email: 'jane@example.test' }
    assert.deepEqual(request, { userId: 'usr_jane', role: Role.ROLE_UNSPECIFIED, ...known })
    assert.deepEqual(answer.json.data, jane)
    const wrong = await ask('PATCH', '/workspaces/wks_home/members/usr_jane', { role: 'boss' })
    assert.deepEqual(wrong.json.error.details, { role: ['The role field must be one of owner, admin, member.'] })
  })
})

describe('invitations', () => {
  it('show the token in the answer that makes them, for no store, and nowhere else', async () => {
    const path = '/workspaces/wks_home/invitations'
    const made = await ask('POST', path, { email: 'new@example.test', role: 'member' })
    const shown = {
      id: 'inv_1',
      email: 'new@example.test',
      role: 'member',
      invited_by: 'usr_jane',
      expires_at: '2026-01-02T00:00:00.000Z',
    }
    assert.deepEqual(made.json.data, { ...shown, created_at, token: 'inv_tok_shown_once' })
    assert.equal(made.headers.get('cache-control'), 'no-store')
    assert.deepEqual((await ask('GET', path)).json.data, [{ ...shown, created_at }])
  })

  it('are accepted for the address that identity has of the caller', async () => {
    const answer = await ask('POST', '/invitations/accept', { token: 'inv_tok_1' })
    assert.deepEqual(answer.json.data, { workspace_id: 'wks_other', ...jane })
    const known = { name: 'Jane', email: 'jane@example.test' }
    assert.deepEqual(mesh.script.last(Invitations.acceptInvitation).request, {
      token: 'inv_tok_1',
      userId: '',
      ...known,
    })
    // An address in the body is none of the caller's business.
    const forged = await ask('POST', '/invitations/accept', { token: 'inv_tok_1', email: 'joe@example.test' })
    assert.equal(forged.status, 422)
  })

  it('are accepted by operators for whom they name', async () => {
    const named = { token: 'inv_tok_1', user_id: 'usr_joe' }
    assert.equal((await ask('POST', '/invitations/accept', named, operator)).status, 200)
    const known = { name: 'Joe', email: 'joe@example.test' }
    const { request } = mesh.script.last(Invitations.acceptInvitation)
    assert.deepEqual(request, { token: 'inv_tok_1', userId: 'usr_joe', ...known })
    const unnamed = await ask('POST', '/invitations/accept', { token: 'inv_tok_1' }, operator)
    assert.deepEqual(Object.keys(unnamed.json.error.details ?? {}), ['user_id'])
  })
})

describe('namespaces', () => {
  const row = {
    id: 'ns_1',
    uuid: '550e8400-e29b-41d4-a716-446655440000',
    name: 'Default',
    slug: 'default',
    owner_type: 'Workspace',
    owner_id: 'wks_home',
    workspace_id: 'wks_home',
    description: null,
    settings: {},
    is_default: true,
    is_active: true,
    created_at,
    updated_at: '2026-01-02T00:00:00.000Z',
  }

  it('are listed with workspace_id as a filter that names no context; the header still does', async () => {
    const answer = await ask('GET', '/namespaces?workspace_id=wks_foreign&owner_type=User&is_active=1')
    assert.equal(answer.status, 200, answer.text)
    const { request, context } = mesh.script.last(Namespaces.listNamespaces)
    assert.equal(context.workspaceId, 'wks_home')
    const filters = (request as { query: { filters: { field: string; value: string }[] } }).query.filters
    assert.deepEqual(
      filters.map(({ field, value }) => [field, value]),
      [
        ['owner_type', 'User'],
        ['workspace_id', 'wks_foreign'],
        ['is_active', 'true'],
      ],
    )
    const headers = { 'x-workspace-id': 'wks_other' }
    const wide = mesh.key({ allWorkspaces: true })
    await mesh.ask('GET', '/api/v1/namespaces?workspace_id=wks_home', { key: wide, headers })
    assert.equal(mesh.script.last(Namespaces.listNamespaces).context.workspaceId, 'wks_other')
  })

  it('show owner and payer when they are included, in one question to each service', async () => {
    const counts = () => [mesh.script.count(Users.batchGetUsers), mesh.script.count(Workspaces.batchGetWorkspaces)]
    const [users = 0, workspaces = 0] = counts()
    const { json } = await ask('GET', '/namespaces?include=owner,workspace,tags,metadata')
    const home = { id: 'wks_home', name: 'Acme', slug: 'acme' }
    const labels = { tags: ['blue'], metadata: { crm: '42' } }
    assert.deepEqual(json.data, [
      { ...row, ...labels, owner: home, workspace: home },
      {
        ...row,
        ...labels,
        id: 'ns_joe',
        owner_type: 'User',
        owner_id: 'usr_joe',
        workspace_id: null,
        is_default: false,
        owner: { id: 'usr_joe', name: 'Joe', email: 'joe@example.test' },
        workspace: null,
      },
    ])
    assert.deepEqual(counts(), [users + 1, workspaces + 1])
    await ask('GET', '/namespaces')
    assert.deepEqual(counts(), [users + 1, workspaces + 1])
  })

  it('are shown to the workspace that pays as name, owner and usage, in that workspace', async () => {
    const asOperator = (query: string) => mesh.ask('GET', `/api/v1/namespaces?${query}`, { key: mesh.operatorKey() })
    const { status, json, text } = await asOperator('paid_by=wks_other&is_active=true')
    assert.equal(status, 200, text)
    const { created_at } = row
    const owner = { id: 'usr_joe', name: 'Joe', email: 'joe@example.test' }
    assert.deepEqual(json.data, [
      {
        ...{ id: 'ns_paid', name: 'Laboratory', owner_type: 'User', owner_id: 'usr_joe', owner, is_active: true },
        ...{ usage: { api_calls: 12 }, usage_is_exact: true, created_at },
      },
    ])
    const { request, context } = mesh.script.last(Namespaces.listPaidNamespaces)
    assert.equal(context.workspaceId, 'wks_other')
    const { filters } = (request as { query: { filters: { field: string }[] } }).query
    assert.deepEqual(
      filters.map(({ field }) => field),
      ['is_active'],
    )
    assert.deepEqual((await asOperator('paid_by=wks_other&fields=usage')).json.data, [
      { id: 'ns_paid', usage: { api_calls: 12 } },
    ])
    const refused = [
      'sort=slug',
      'sort=-updated_at',
      'updated_after=2026-01-01',
      'updated_before=2026-01-01',
      'fields=slug',
    ]
    for (const query of [...refused, 'include=workspace', 'include=owner,tags'].map(
      (rest) => `paid_by=wks_other&${rest}`,
    ))
      assert.equal((await asOperator(query)).status, 400, query)
    assert.equal((await asOperator('paid_by=')).status, 400)
    const both = await asOperator('paid_by=wks_other&updated_before=2026-01-01&sort=slug')
    assert.deepEqual(Object.keys(both.json.error.details ?? {}), ['sort', 'updated_before'])
    for (const query of ['include=owner', 'sort=-created_at', 'created_after=2026-01-01'])
      assert.equal((await asOperator(`paid_by=wks_other&${query}`)).status, 200, query)
    assert.equal((await ask('GET', '/namespaces?paid_by=wks_foreign')).status, 404)
  })

  it('show packages and entitlements where one is read, with its ETag', async () => {
    const { json, headers } = await ask('GET', '/namespaces/ns_1')
    assert.deepEqual(json.data, {
      ...row,
      packages: [{ id: 'pkg_1', name: 'Pro', expires_at: null }],
      entitlements: {
        storage: { used: 6, limit: 10, unit: 'bytes' },
        'plinth.webhooks': { used: 4, limit: 10 },
        'plinth.api_keys': { used: 3, limit: 10 },
      },
    })
    assert.match(headers.get('etag') ?? '', /^"4-/)
  })

  it('say what is null apart from what is left out', async () => {
    await ask('PATCH', '/namespaces/ns_1', { description: null, workspace_id: null, name: 'New' })
    const cleared = mesh.script.last(Namespaces.updateNamespace).request
    assert.deepEqual((cleared as { cleared: string[] }).cleared, ['workspace_id', 'description'])
    await ask('PATCH', '/namespaces/ns_1', { is_active: false })
    const kept = mesh.script.last(Namespaces.updateNamespace).request
    assert.deepEqual((kept as { cleared: string[] }).cleared, [])
  })
})

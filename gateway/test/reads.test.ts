import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { MembershipsServiceService as Memberships } from '@plinth/proto/tenancy/v1/members.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('reads', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
  })
  after(() => mesh.stop())
  const get = (path: string, headers: Record<string, string> = {}) =>
    mesh.ask('GET', `/api/v1${path}`, { key, headers })

  it('give the fields asked for, and the id', async () => {
    assert.deepEqual((await get('/workspaces/wks_home?fields=name,slug')).json.data, {
      id: 'wks_home',
      name: 'Acme',
      slug: 'acme',
    })
    assert.deepEqual((await get('/workspaces?fields=name')).json.data, [{ id: 'wks_home', name: 'Acme' }])
  })

  it('give tags, metadata and owner when they are included, and only then', async () => {
    const { data } = (await get('/workspaces/wks_home?include=tags,metadata,owner')).json
    assert.deepEqual(
      [data['tags'], data['metadata'], data['owner']],
      [['blue'], { crm: '42' }, { id: 'usr_joe', name: 'Joe', email: 'joe@example.test' }],
    )
    const without = (await get('/workspaces/wks_home')).json.data
    assert.deepEqual(
      ['tags', 'metadata', 'owner'].filter((name) => name in without),
      [],
    )
  })

  it('show a whole workspace; lists leave the settings out', async () => {
    const row = {
      id: 'wks_home',
      name: 'Acme',
      slug: 'acme',
      tier: 'pro',
      status: 'active',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-02T00:00:00.000Z',
    }
    assert.deepEqual((await get('/workspaces/wks_home')).json.data, {
      ...row,
      settings: { timezone: 'UTC' },
      foreign_keys: 'refuse',
    })
    const { json } = await get('/workspaces?page=1&per_page=5&search=a&status=active')
    const self = `${mesh.url}/api/v1/workspaces?page=1&per_page=5&search=a&status=active`
    assert.deepEqual(json, {
      data: [row],
      meta: { current_page: 1, per_page: 5, total: 1, last_page: 1, from: 1, to: 1 },
      links: { first: self, last: self, prev: null, next: null },
    })
  })

  it('links believe a trusted proxy, and a configured URL before that', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'api.example.test' }
    const { links } = (await get('/workspaces', headers)).json
    assert.equal(links['first'], 'https://api.example.test/api/v1/workspaces?page=1')
    for (const [name, value, first] of [
      ['x-forwarded-proto', 'javascript', 'http://api.example.test/'],
      ['x-forwarded-host', 'api.example.test/evil', 'http://localhost/'],
      ['x-forwarded-host', 'user@evil.example', 'http://localhost/'],
      ['x-forwarded-host', '[2001:db8::1]:8443', 'https://[2001:db8::1]:8443/'],
    ] as const) {
      const answer = await get('/workspaces', { ...headers, [name]: value })
      assert.equal(answer.json.links['first'], `${first}api/v1/workspaces?page=1`)
    }
    const other = await startMesh({
      GATEWAY_PUBLIC_URL: 'https://public.example.test/base/',
      GATEWAY_TRUSTED_PROXIES: '',
    })
    const answer = await other.ask('GET', '/api/v1/workspaces', { key: other.key(), headers })
    await other.stop()
    assert.equal(answer.json.links['first'], 'https://public.example.test/base/api/v1/workspaces?page=1')
  })

  it('304 for a tag that still holds, which depends on the fields too', async () => {
    const first = await get('/workspaces/wks_home')
    const tag = first.headers.get('etag') ?? ''
    assert.match(tag, /^"3-[\w-]+"$/)
    const again = await get('/workspaces/wks_home', { 'if-none-match': tag })
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', tag])
    assert.ok(again.headers.has('x-ratelimit-limit'))
    assert.equal((await get('/workspaces/wks_home?fields=name', { 'if-none-match': tag })).status, 200)
    assert.equal((await get('/workspaces')).headers.get('etag'), null)
  })

  it('HEAD answers as GET does, without the body', async () => {
    const one = await get('/workspaces/wks_home')
    const head = await mesh.ask('HEAD', '/api/v1/workspaces/wks_home', { key })
    assert.deepEqual([head.status, head.text], [200, ''])
    for (const name of ['etag', 'content-length', 'content-type']) {
      assert.equal(head.headers.get(name), one.headers.get(name))
    }
  })

  it('405 for HEAD where the GET changes something, which it does not', async () => {
    for (const path of ['/webhooks/wh_1/poll', '/audit-log/export']) {
      const calls = mesh.script.seen.length
      const head = await mesh.ask('HEAD', `/api/v1${path}`, { key })
      assert.deepEqual([head.status, head.headers.get('allow'), head.text], [405, 'GET', ''], path)
      const later = mesh.script.seen.slice(calls).filter(({ method }) => /PollEndpoint|ExportAudit/.test(method))
      assert.deepEqual(later, [], path)
    }
  })

  /** Identity was asked last for those who belong to the workspace, so filtered and sorted. */
  const usersAsked = (filters: object[], sort: object[], ids = ['usr_jane', 'usr_joe']) =>
    assert.deepEqual(mesh.script.last(Users.listUsers).request, {
      ids,
      query: { page: 1, perPage: 15, cursor: undefined, filters, sort },
    })

  it('GET /users asks tenancy who belongs here and identity who they are', async () => {
    const { json } = await get('/users?sort=name&search=j')
    assert.equal(Array.isArray(json.data) && json.data.length, 2)
    usersAsked([{ field: 'search', operator: 4, value: 'j' }], [{ field: 'name', descending: false }])
  })

  it('GET /users asks for very many members chunk by chunk, and shows the page of all', async () => {
    const crowd = (more = '') =>
      mesh.ask('GET', `/api/v1/users?sort=name${more}`, {
        key: mesh.operatorKey(),
        headers: { 'x-workspace-id': 'wks_crowd' },
      })
    const { json } = await crowd()
    assert.deepEqual([json.data.length, json.meta.total], [1, 2])
    const ids = ['usr_joe', 'usr_stranger']
    usersAsked([], [{ field: 'name', descending: false }], ids)
    const one = await crowd('&per_page=1')
    assert.equal(one.json.meta.total, 2)
    const { request } = mesh.script.last(Users.listFirstUserIds)
    assert.deepEqual([Object(request).ids, Object(request).count], [ids, 1])
    assert.deepEqual(Object(mesh.script.last(Users.listUsers).request).ids, ['usr_joe'])
    const deep = await crowd('&page=101&per_page=100')
    assert.deepEqual([deep.status, Object.keys(deep.json.error.details ?? {})], [400, ['page']])
  })

  it('GET /users takes the two values of status, and no other', async () => {
    assert.equal((await get('/users?status=suspended')).status, 200)
    usersAsked([{ field: 'status', operator: 1, value: 'suspended' }], [{ field: 'created_at', descending: true }])
    const refused = await get('/users?status=deleted')
    assert.deepEqual(
      [refused.status, refused.json.error.details],
      [400, { status: ['The status filter must be one of active, suspended.'] }],
    )
  })

  it('GET /users/{id}: a stranger is the same 404 as a missing user', async () => {
    assert.equal((await get('/users/usr_joe')).status, 200)
    const headers = { 'x-request-id': 'same' }
    const [stranger, nobody] = [await get('/users/usr_stranger', headers), await get('/users/usr_nobody', headers)]
    assert.deepEqual([stranger.status, stranger.text], [404, nobody.text])
  })

  it('POST /workspaces: an operator names an owner that exists', async () => {
    const body = { name: 'Acme', owner_id: 'usr_nobody' }
    const answer = await mesh.ask('POST', '/api/v1/workspaces', { key: mesh.operatorKey(), body })
    assert.deepEqual([answer.status, Object.keys(answer.json.error.details ?? {})], [422, ['owner_id']])
    assert.equal(mesh.script.count(Workspaces.createWorkspace), 0)
  })

  it('POST /api-keys: an operator names a member, anybody passes the workspace’s tier on', async () => {
    const create = (by: string, rest: object = {}) =>
      mesh.ask('POST', '/api/v1/api-keys?workspace_id=wks_other', { key: by, body: { name: 'CI', ...rest } })
    const operator = mesh.operatorKey()
    for (const rest of [{}, { user_id: 'usr_joe' }]) {
      const answer = await create(operator, rest)
      assert.deepEqual([answer.status, Object.keys(answer.json.error.details ?? {})], [422, ['user_id']])
    }
    const made = await create(operator, { user_id: 'usr_jane' })
    assert.deepEqual([made.status, made.headers.get('cache-control')], [201, 'no-store'])
    assert.equal(made.json.data['key'], 'sk_live_shown_once')
    assert.equal(Object(mesh.script.seen.at(-1)?.request).workspaceTier, 'business')
  })

  it('PATCH /users/{id}: who may see but not change is refused; the user’s workspaces hear of it', async () => {
    const change = (id: string) => mesh.ask('PATCH', `/api/v1/users/${id}`, { key, body: { name: 'J' } })
    assert.equal((await change('usr_joe')).json.error.code, 'INSUFFICIENT_PERMISSIONS')
    assert.equal((await change('usr_stranger')).json.error.code, 'RESOURCE_NOT_FOUND')
    assert.equal((await change('usr_jane')).status, 200)
    assert.deepEqual(Object(mesh.script.last(Users.updateUser).request).workspaceIds, [
      'wks_home',
      'wks_other',
      'wks_private',
      'wks_suspended',
    ])
    assert.equal(mesh.script.count(Memberships.listUserWorkspaceIds), 1)
  })
})

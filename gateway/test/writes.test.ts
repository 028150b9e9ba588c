import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { type CreateApiKeyRequest, ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { OperatorKeysServiceService as OperatorKeys } from '@plinth/proto/identity/v1/operator_keys.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { AskOptions } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('writes', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
  })
  after(() => mesh.stop())
  const create = (options: AskOptions = {}) =>
    mesh.ask('POST', '/api/v1/workspaces', { key, body: { name: 'Acme' }, ...options })
  const once = { 'idempotency-key': 'k1' }
  const idempotency = () => mesh.script.last(Workspaces.createWorkspace).context.idempotency

  it('say of a replay that it is one; its bytes are the first answer’s', async () => {
    const first = await create({ headers: once })
    assert.equal(first.headers.get('idempotent-replayed'), null)
    mesh.script.replay(Workspaces.createWorkspace, 'req_first')
    const again = await create({ headers: once })
    mesh.script.allow(Workspaces.createWorkspace)
    assert.deepEqual([again.status, again.text], [first.status, first.text])
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
  })

  it('name the first request in a refusal that was stored; the header has the new one', async () => {
    mesh.script.refuse(Workspaces.createWorkspace, new PlinthError('DUPLICATE_RESOURCE', 'The slug is taken.'))
    mesh.script.replay(Workspaces.createWorkspace, 'req_first')
    const again = await create({ headers: once })
    mesh.script.allow(Workspaces.createWorkspace)
    assert.equal(again.status, 409)
    assert.equal(again.json.error.request_id, 'req_first')
    assert.match(again.headers.get('x-request-id') ?? '', /^req_\w{26}$/)
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
  })

  it('409 with Retry-After while the first is running', async () => {
    mesh.script.refuse(Workspaces.createWorkspace, new PlinthError('IDEMPOTENCY_IN_PROGRESS', 'Still running.'))
    const answer = await create({ headers: once })
    mesh.script.allow(Workspaces.createWorkspace)
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [409, '1'])
  })

  it('say from where they come: the address behind the trusted proxies, and the start of the User-Agent', async () => {
    const sent = async (forwarded: string, userAgent: string) => {
      await create({ headers: { 'x-forwarded-for': forwarded, 'user-agent': userAgent } })
      const { ip, userAgent: kept } = mesh.script.last(Workspaces.createWorkspace).context
      return { ip, kept }
    }
    assert.deepEqual(await sent('192.0.2.7, 198.51.100.9:443', 'curl/8'), { ip: '198.51.100.9', kept: 'curl/8' })
    assert.deepEqual(await sent('unknown', `a\tb\u00e9${'x'.repeat(300)}`), { ip: '', kept: `a?b?${'x'.repeat(196)}` })
  })

  it('have a fingerprint of query and body bytes, whatever the order of the query', async () => {
    const fingerprint = async (query: string, body: string) => {
      await mesh.ask('POST', `/api/v1/workspaces${query}`, { key, body, headers: once })
      return idempotency()?.fingerprint.toString('hex')
    }
    const body = '{"name":"Acme"}'
    const query = '?workspace_id=wks_home&namespace_id=ns_1'
    const swapped = '?namespace_id=ns_1&workspace_id=wks_home'
    assert.equal(await fingerprint(query, body), await fingerprint(swapped, body))
    const different = [await fingerprint('', body), await fingerprint('', `${body} `), await fingerprint(query, body)]
    assert.equal(new Set(different).size, 3)
  })

  it('have the room of the API key and of those it was rotated from, not of its user', async () => {
    const rooms = new Set<string | undefined>()
    for (const key of [mesh.key(), mesh.key(), mesh.operatorKey()]) {
      await create({ key, headers: once, body: { name: 'Acme' } })
      rooms.add(idempotency()?.scope.replace(/^key_\d+ (wks_home)? POST /, ''))
      rooms.add(idempotency()?.scope)
    }
    assert.equal(rooms.size, 4)
    assert.ok(rooms.has('/api/v1/workspaces'))
    const rotated = mesh.key({ family: { keyFamilyId: 'key_first', keyGeneration: 2 } })
    await create({ key: rotated, headers: once })
    const { scope, generation } = idempotency() ?? {}
    assert.deepEqual([scope, generation], ['key_first wks_home POST /api/v1/workspaces', 2])
  })

  it('know where the release before kept an answer, and whether it may hold a secret', async () => {
    await create({ headers: once })
    const known = idempotency()
    assert.deepEqual([known?.formerScope, known?.hasSecret], ['usr_jane wks_home POST /api/v1/workspaces', false])
    await mesh.ask('POST', '/api/v1/api-keys', { key, body: { name: 'CI' }, headers: once })
    assert.equal(mesh.script.last(Keys.createApiKey).context.idempotency?.hasSecret, true)
    await create({ key: mesh.operatorKey(), headers: once, body: { name: 'Acme', owner_id: 'usr_jane' } })
    assert.equal(idempotency()?.formerScope, '')
  })

  it('tell bounds of a key that are given as none from those that are left out', async () => {
    const boundsOf = async (path: string, method: typeof Keys.createApiKey | typeof OperatorKeys.createOperatorKey) => {
      const by = path === '/api/v1/api-keys' ? key : mesh.operatorKey()
      const bounds: unknown[] = []
      for (const body of [{}, { expires_at: null, allowed_ips: [] }, { allowed_ips: ['10.0.0.0/8'] }]) {
        const { status, text } = await mesh.ask('POST', path, { key: by, body: { name: 'CI', ...body } })
        assert.equal(status, 201, text)
        const { neverExpires, allowsAnyIp } = mesh.script.last(method).request as CreateApiKeyRequest
        bounds.push([neverExpires, allowsAnyIp])
      }
      return bounds
    }
    const told = [
      [false, false],
      [true, true],
      [false, false],
    ]
    assert.deepEqual(await boundsOf('/api/v1/api-keys', Keys.createApiKey), told)
    assert.deepEqual(await boundsOf('/api/v1/operator-keys', OperatorKeys.createOperatorKey), told)
  })

  it('pass on the version of If-Match, of PATCH and DELETE', async () => {
    const change = (tag: string) =>
      mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key, body: {}, headers: { 'if-match': tag } })
    const version = () => mesh.script.last(Workspaces.updateWorkspace).context.ifMatchVersion
    await change('"3-abc"')
    assert.equal(version(), 3)
    await change('"nonsense"')
    assert.equal(version(), -1)
    await change('*')
    assert.equal(version(), undefined)
  })

  it('pass on all versions of If-Match, and to a service of the release before one that no row has', async () => {
    const headers = { 'if-match': '"3-abc", "elsewhere", "5-def"' }
    await mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key, body: {}, headers })
    const { ifMatchVersion, ifMatchVersions } = mesh.script.last(Workspaces.updateWorkspace).context
    assert.deepEqual([ifMatchVersion, ifMatchVersions], [-1, [3, 5]])
  })

  it('400 for an If-Match of more than 100 versions', async () => {
    const asking = (count: number) => {
      const tags = Array.from({ length: count }, (_, version) => `"${version}-a"`)
      return mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key, body: {}, headers: { 'if-match': tags.join() } })
    }
    assert.equal((await asking(100)).status, 200)
    const refused = await asking(101)
    assert.deepEqual([refused.status, refused.json.error.code], [400, 'INVALID_PARAMETER'])
    assert.deepEqual(refused.json.error.details, {
      'If-Match': ['The If-Match header must name at most 100 versions.'],
    })
  })

  it('take an empty body where nothing is required', async () => {
    assert.equal((await mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key })).status, 200)
    const { request } = mesh.script.last(Workspaces.updateWorkspace)
    assert.deepEqual(Object(request).name, undefined)
  })

  it('422 with every field that is wrong, in a sentence each', async () => {
    const body = { slug: 'Not A Slug', tier: 'gold', tags: 'x', metadata: { a: 1 }, owner_id: '' }
    const answer = await create({ body })
    assert.equal(answer.status, 422)
    assert.deepEqual(answer.json.error.details, {
      name: ['The name field is required.'],
      slug: ['The slug field must have only lower-case letters and digits, with single dashes between them.'],
      tier: ['The tier field must be one of free, pro, business, enterprise.'],
      tags: ['The tags field must be a list.'],
      'metadata.a': ['The a field must be a string.'],
      owner_id: ['The value is not a valid ID.'],
    })
  })

  it('422 for a body that is no object', async () => {
    for (const body of ['[]', 'null', '1', '"x"']) {
      const answer = await create({ body })
      assert.deepEqual([answer.status, answer.json.error.details], [422, { body: ['The body must be an object.'] }])
    }
  })

  it('413 for more than 256 KiB, a batch 1 MiB, on a connection that stays usable', async () => {
    const answer = await create({ body: { name: 'x'.repeat(262_144) } })
    assert.equal(answer.json.error.code, 'PAYLOAD_TOO_LARGE')
    assert.deepEqual(answer.json.error.details, { max_bytes: ['262144'] })
    assert.ok(answer.headers.has('x-ratelimit-limit'))
    const batch = (bytes: number) => {
      const body = { operations: [{ action: 'create', data: { name: 'x'.repeat(bytes) } }] }
      return mesh.ask('POST', '/api/v1/workspaces/batch', { key, body })
    }
    assert.equal((await batch(1_000_000)).status, 200)
    assert.equal((await batch(1_048_576)).status, 413)
    const many = await create({ body: { name: 'x', settings: { a: Array(20_000).fill(1) } } })
    assert.deepEqual([many.status, many.json.error.details], [413, { max_values: ['20000'] }])
    assert.equal((await create({ body: { name: 'x', tags: Array(50).fill('x'.repeat(101)) } })).status, 422)
  })
})

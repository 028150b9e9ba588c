import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { scopesBeyond } from '@plinth/kit/scopes'
import type { Operation } from '../src/operation/operation.ts'
import { operations } from '../src/resources/index.ts'
import { type Answer, type Mesh, startMesh } from './mesh/start-mesh.ts'

/** A body that each write with required fields takes. */
const bodies: Readonly<Record<string, object>> = {
  'workspaces.create': { name: 'Acme' },
  'users.create': { name: 'Jane', email: 'jane@example.test' },
  'api-keys.create': { name: 'Production' },
  'webhooks.create': { url: 'https://example.test/hook', events: ['*'] },
}
const params: Readonly<Record<string, string>> = {
  workspace_id: 'wks_home',
  user_id: 'usr_jane',
  key_id: 'key_1',
  webhook_id: 'wh_1',
  delivery_id: 'del_1',
}

const pathOf = ({ path }: Operation) => `/api/v1${path.replace(/\{(\w+)\}/g, (_whole, name) => params[name] ?? name)}`
const isWrite = ({ method }: Operation) => method !== 'GET'

describe('every operation', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
  })
  after(() => mesh.stop())

  const ask = (
    operation: Operation,
    options: { key?: string; query?: string; body?: object; headers?: object } = {},
  ) => {
    const body = { ...bodies[operation.id], ...options.body }
    return mesh.ask(operation.method, pathOf(operation) + (options.query ?? ''), {
      key: options.key ?? key,
      ...(isWrite(operation) && Object.keys(body).length > 0 ? { body } : {}),
      headers: { ...options.headers },
    })
  }

  for (const operation of operations) {
    describe(operation.id, () => {
      it(`${operation.status} in its envelope, as its output says`, async () => {
        const answer = await ask(operation)
        assert.equal(answer.status, operation.status, answer.text)
        assertHeaders(answer)
        if (operation.output === undefined) {
          assert.equal(answer.text, '')
          return
        }
        const isBare = !('data' in answer.json)
        const shown: unknown[] = operation.list === undefined ? [isBare ? answer.json : answer.json.data] : list(answer)
        for (const item of shown) operation.output.strict().parse(item)
        assert.equal(operation.list !== undefined, 'meta' in answer.json && 'links' in answer.json)
      })

      it('keeps the request id it was given, and makes one otherwise', async () => {
        const kept = await ask(operation, { headers: { 'x-request-id': 'mine-1' } })
        const made = await ask(operation, { headers: { 'x-request-id': 'not mine!' } })
        assert.equal(kept.headers.get('x-request-id'), 'mine-1')
        assert.match(made.headers.get('x-request-id') ?? '', /^req_\w{26}$/)
      })

      it('401 without a key', async () => {
        const answer = await mesh.ask(operation.method, pathOf(operation))
        assertError(answer, 401, 'UNAUTHENTICATED')
        assert.equal(answer.headers.get('x-ratelimit-limit'), '60')
      })

      if (operation.scope !== 'any') {
        it('403 with a key of every other scope', async () => {
          const others = otherScopes(operation.scope)
          const answer = await ask(operation, { key: mesh.key({ scopes: others }) })
          assertError(answer, 403, 'INSUFFICIENT_PERMISSIONS')
          assert.deepEqual(answer.json.error.details, { required_scope: [operation.scope], provided_scopes: others })
        })
      }

      it('400 for an unknown, and for a repeated, query parameter', async () => {
        assertError(await ask(operation, { query: '?nonsense=1' }), 400, 'INVALID_PARAMETER')
        const twice = await ask(operation, { query: '?workspace_id=wks_home&workspace_id=wks_home' })
        assertError(twice, 400, 'INVALID_PARAMETER')
        assert.deepEqual(Object.keys(twice.json.error.details ?? {}), ['workspace_id'])
      })

      it('400 for unknown fields, includes and sorts', async () => {
        const queries = ['?fields=id,nonsense', '?include=nonsense', '?sort=nonsense', '?page=0', '?per_page=x']
        for (const query of queries) assertError(await ask(operation, { query }), 400, 'INVALID_PARAMETER')
      })

      it('400 for a key in the query, with and without one in the header', async () => {
        const query = `?workspace_id=${key}`
        assertError(await ask(operation, { query }), 400, 'INVALID_PARAMETER')
        assertError(await mesh.ask(operation.method, pathOf(operation) + query), 400, 'INVALID_PARAMETER')
      })

      it('404 in a workspace that is not the caller’s, as in one that is not there', async () => {
        const missing = pathOf(operation).replace('wks_home', 'wks_missing')
        const foreign = pathOf(operation).replace('wks_home', 'wks_foreign')
        const query = (name: string) => (operation.context === 'path' ? '' : `?workspace_id=${name}`)
        const options = {
          key,
          headers: { 'x-request-id': 'same' },
          ...(isWrite(operation) ? { body: bodies[operation.id] ?? {} } : {}),
        }
        const one = await mesh.ask(operation.method, missing + query('wks_missing'), options)
        const other = await mesh.ask(operation.method, foreign + query('wks_foreign'), options)
        assertError(one, 404, 'RESOURCE_NOT_FOUND')
        assert.equal(other.status, 404)
        assert.equal(other.text, one.text)
      })

      it('405 with Allow for a method that the path does not answer', async () => {
        const answer = await mesh.ask('PUT', pathOf(operation), { key })
        assertError(answer, 405, 'METHOD_NOT_ALLOWED')
        assert.ok(answer.headers.get('allow')?.split(', ').includes(operation.method))
      })

      if (isWrite(operation)) writes(operation)
    })
  }

  function writes(operation: Operation): void {
    it('422 naming an unknown field', async () => {
      const answer = await ask(operation, { body: { nonsense: 1 } })
      assertError(answer, 422, 'VALIDATION_ERROR')
      assert.deepEqual(answer.json.error.details, { nonsense: ['The nonsense field is not known.'] })
    })

    it('415 for what is not JSON, 400 for what is malformed', async () => {
      const send = (body: string, type: string) =>
        mesh.ask(operation.method, pathOf(operation), { key, body, headers: { 'content-type': type } })
      assertError(await send('a=1', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE')
      assertError(await send('{"a":', 'application/json'), 400, 'INVALID_FORMAT')
    })

    it('passes the Idempotency-Key on with its room and fingerprint; 400 for one that is none', async () => {
      const body = { headers: { 'idempotency-key': '"once"' } }
      assert.equal((await ask(operation, body)).status, operation.status)
      const { context } = mesh.script.seen.at(-1) ?? {}
      assert.equal(context?.idempotency?.key, 'once')
      assert.equal(context.idempotency.scope, `usr_jane wks_home ${operation.method} ${pathOf(operation)}`)
      assert.equal(context.idempotency.fingerprint.length, 32)
      const bad = await ask(operation, { headers: { 'idempotency-key': 'é' } })
      assertError(bad, 400, 'IDEMPOTENCY_KEY_INVALID')
    })

    it('leaves what it asks beforehand out of the idempotent call', () => {
      const calls = mesh.script.seen.filter(({ context }) => context.idempotency !== undefined)
      assert.ok(calls.every(({ method }) => !/\/(Resolve|List|Get|BatchGet|Check)/.test(method)))
    })
  }
})

const list = ({ json }: Answer): unknown[] => (Array.isArray(json.data) ? json.data : [])

function assertHeaders({ headers }: Answer): void {
  for (const name of ['x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']) {
    assert.ok(headers.has(name), `${name} is missing`)
  }
  assert.equal(headers.get('x-api-version'), '1')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('x-powered-by'), null)
}

function assertError(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text)
  assertHeaders(answer)
  assert.equal(answer.json.error.code, code)
  assert.equal(answer.json.error.request_id, answer.headers.get('x-request-id'))
}

function otherScopes(scope: string): string[] {
  const resources = ['workspaces', 'users', 'api-keys', 'webhooks', 'entitlements']
  const all = ['read', 'write', 'delete'].flatMap((action) => resources.map((resource) => `${action}:${resource}`))
  return scopesBeyond([scope], all)
}

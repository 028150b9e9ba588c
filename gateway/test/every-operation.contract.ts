import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scopesBeyond } from '@plinth/kit/access/scopes'
import { isEventStream, type Operation } from '../src/operation/operation.ts'
import { exampleOf } from '../src/operation/shown.ts'
import { operations } from '../src/operations.ts'
import type { Answer, AskOptions } from './mesh/ask.ts'

/** A call that succeeds: of rows that no other call needs. */
export interface ValidCall {
  /** Not sent where no key is needed. */
  key: string
  params: Readonly<Record<string, string>>
  /** "?feature=storage", where the call needs one. */
  query?: string
  body?: object
}

/** The services behind the gateway: stand-ins in its own tests, the real ones in e2e. */
export interface World {
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  call(operation: Operation): Promise<ValidCall>
  /** A key of the same user, with every scope or with these alone. */
  keyWith(scopes?: string[]): Promise<string>
  home: string
  /** Workspaces that are not there, and not the user's. */
  missing: string
  foreign: string
}

/** An operation's path with its parameters filled in. */
export const pathOf = ({ path }: Operation, params: Readonly<Record<string, string>>) =>
  `/api/v1${path.replace(/\{(\w+)\}/g, (_whole, name) => params[name] ?? name)}`

/** The parameters of the query that a call must have, as the documentation shows them: "?feature=ai.credits", or nothing. */
export function requiredQuery({ query = {} }: Operation): string {
  const given = Object.entries(query).flatMap(([name, { required }]) => (required ? `${name}=${required.example}` : []))
  return given.length === 0 ? '' : `?${given.join('&')}`
}

/** The body that the documentation shows. */
export function exampleBody({ body }: Operation): { body?: object } {
  const example = exampleOf(body)
  return typeof example === 'object' && example !== null ? { body: example } : {}
}

export const isWrite = ({ method }: Operation) => method !== 'GET'
export const needsKey = ({ scope }: Operation) => scope !== 'none'

/** Headers that a call must have besides its key. */
export const headersOf = ({ startsSession }: Operation): Record<string, string> =>
  startsSession ? { 'x-plinth-page': 'console' } : {}

export interface Changes {
  key?: string
  query?: string
  params?: object
  body?: object
  headers?: Record<string, string>
}

/** Makes a valid call, changed in some way; `params`, `body` and `headers` are laid over its own. */
export async function askValid(world: World, operation: Operation, changes: Changes = {}): Promise<Answer> {
  return askWith(world, operation, await world.call(operation), changes)
}

/** A valid call for requests that are refused: its rows are made once, as none of them touches any. */
export function spareCall(call: () => Promise<ValidCall>): () => Promise<ValidCall> {
  let made: Promise<ValidCall> | undefined
  return () => {
    made ??= call()
    return made
  }
}

export function askWith(world: World, operation: Operation, valid: ValidCall, changes: Changes): Promise<Answer> {
  const body = { ...valid.body, ...changes.body }
  return world.ask(
    operation.method,
    pathOf(operation, { ...valid.params, ...changes.params }) + together(valid.query, changes.query),
    {
      ...(needsKey(operation) ? { key: changes.key ?? valid.key } : {}),
      ...(isWrite(operation) && Object.keys(body).length > 0 ? { body } : {}),
      headers: { ...headersOf(operation), ...changes.headers },
    },
  )
}

const together = (query = '', more = '') => (query === '' ? more : query + more.replace('?', '&'))

/** The promises of api.md §18 that one operation can be asked about by itself. */
export function promises(operation: Operation, worldOf: () => World): void {
  const ask = (changes?: Changes) => askValid(worldOf(), operation, changes)
  const spare = spareCall(() => worldOf().call(operation))
  const refused = async (changes: Changes) => askWith(worldOf(), operation, await spare(), changes)

  it(`${operation.status} in its envelope, as its output says`, async () => {
    const answer = await ask()
    assert.equal(answer.status, operation.status, answer.text)
    assertHeaders(answer)
    if (isEventStream(operation)) {
      assert.match(answer.text, /^retry: 1000\n\n: ping\nid: [\w-]+\n\n$/)
      return
    }
    if (operation.lines !== undefined) {
      assert.match(
        answer.text,
        /^\{.*\}\n\{"export":\{"complete":true,"entries":\d+,"all_workspaces":(?:true|false),.*\}\}\n$/s,
      )
      return
    }
    if (operation.output === undefined) {
      assert.equal(answer.text, '')
      return
    }
    const shown: unknown[] = operation.list !== undefined ? list(answer) : [wholeOf(operation, answer)]
    for (const item of shown) operation.output.strict().parse(item)
    if (!operation.isBare) assert.equal('meta' in answer.json && 'links' in answer.json, operation.list !== undefined)
  })

  it('keeps the request id it was given, and makes one otherwise', async () => {
    const kept = await ask({ headers: { 'x-request-id': 'mine-1' } })
    const made = await ask({ headers: { 'x-request-id': 'not mine!' } })
    assert.equal(kept.headers.get('x-request-id'), 'mine-1')
    assert.match(made.headers.get('x-request-id') ?? '', /^req_\w{26}$/)
  })

  if (needsKey(operation)) promisesOfKeys(operation, worldOf, spare)
  else promisesWithoutKey(operation, worldOf)

  it('400 for an unknown, and for a repeated, query parameter', async () => {
    assertError(await refused({ query: '?nonsense=1' }), 400, 'INVALID_PARAMETER')
    const twice = await refused({ query: `?workspace_id=${worldOf().home}&workspace_id=${worldOf().home}` })
    assertError(twice, 400, 'INVALID_PARAMETER')
    assert.deepEqual(Object.keys(twice.json.error.details ?? {}), ['workspace_id'])
  })

  it('400 for unknown fields, includes and sorts', async () => {
    const queries = ['?fields=id,nonsense', '?include=nonsense', '?sort=nonsense', '?page=0', '?per_page=x']
    for (const query of queries) assertError(await refused({ query }), 400, 'INVALID_PARAMETER')
  })

  it('400 for a key in the query, with and without one in the header', async () => {
    const query = `?workspace_id=${await worldOf().keyWith()}`
    assertError(await refused({ query }), 400, 'INVALID_PARAMETER')
    const { params } = await spare()
    const bare = await worldOf().ask(operation.method, pathOf(operation, params) + query)
    assertError(bare, 400, 'INVALID_PARAMETER')
  })

  it('405 with Allow for a method that the path does not answer', async () => {
    const taken = operations.filter(({ path }) => path === operation.path).map(({ method }) => method)
    const method = (['PUT', 'DELETE', 'PATCH', 'POST'] as const).find((one) => !taken.includes(one))
    assert.ok(method)
    const { key, params } = await spare()
    const answer = await worldOf().ask(method, pathOf(operation, params), { key })
    assertError(answer, 405, 'METHOD_NOT_ALLOWED')
    assert.ok(answer.headers.get('allow')?.split(', ').includes(operation.method))
  })

  if (isSingleRead(operation)) {
    it('its ETag, which holds for the same fields alone: 304', async () => {
      const { key, params } = await worldOf().call(operation)
      const read = (query = '', headers = {}) =>
        worldOf().ask('GET', pathOf(operation, params) + query, { key, headers })
      const tag = (await read()).headers.get('etag') ?? ''
      assert.match(tag, /^"\d+-[\w-]{16}"$/)
      const again = await read('', { 'if-none-match': `"other", W/${tag}` })
      assert.deepEqual([again.status, again.text], [304, ''])
      assertHeaders(again)
      assert.equal((await read('?fields=id', { 'if-none-match': tag })).status, 200)
    })
  }

  if (isWrite(operation)) promisesOfWrites(operation, worldOf, spare)
}

/** Of all but what needs no key. */
function promisesOfKeys(operation: Operation, worldOf: () => World, spare: () => Promise<ValidCall>): void {
  const refused = async (changes: Changes) => askWith(worldOf(), operation, await spare(), changes)

  it('401 without a key, and with one that is none', async () => {
    const { params } = await spare()
    const answer = await worldOf().ask(operation.method, pathOf(operation, params))
    assertError(answer, 401, 'UNAUTHENTICATED')
    assert.equal(answer.headers.get('x-ratelimit-limit'), '60')
    const headers = { ...headersOf(operation), authorization: 'Bearer sk_live_nobody' }
    assertError(await worldOf().ask(operation.method, pathOf(operation, params), { headers }), 401, 'INVALID_API_KEY')
  })

  if (operation.scope !== 'any') {
    it('403 with a key of every other scope', async () => {
      const others = otherScopes(operation.scope)
      const answer = await refused({ key: await worldOf().keyWith(others) })
      assertError(answer, 403, 'INSUFFICIENT_PERMISSIONS')
      assert.deepEqual(answer.json.error.details, { required_scope: [operation.scope], provided_scopes: others })
    })
  }

  if (operation.isForOperators) {
    it('403 with a key of a workspace, whatever its scopes', async () => {
      assertError(await refused({ key: await worldOf().keyWith() }), 403, 'INSUFFICIENT_PERMISSIONS')
    })
    return
  }

  it('404 in a workspace that is not the caller’s, as in one that is not there', async () => {
    const { missing, foreign, keyWith } = worldOf()
    const key = await keyWith()
    const headers = { 'x-request-id': 'same' }
    const inWorkspace = (workspace: string) => {
      if (operation.context === 'path') return { params: { workspace_id: workspace }, headers }
      // In a list that filters by workspace the query names no context.
      if (operation.list?.filters['workspace_id'] !== undefined)
        return { headers: { ...headers, 'x-workspace-id': workspace } }
      return { query: `?workspace_id=${workspace}`, headers }
    }
    const askIn = (workspace: string) => refused({ key, ...inWorkspace(workspace) })
    const one = await askIn(missing)
    const other = await askIn(foreign)
    assertError(one, 404, 'RESOURCE_NOT_FOUND')
    assert.equal(other.status, 404)
    assert.equal(other.text, one.text)
  })
}

function promisesWithoutKey(operation: Operation, worldOf: () => World): void {
  it('counts by address, and reads no key that is sent', async () => {
    const { params } = await worldOf().call(operation)
    const send = (headers: Record<string, string>) =>
      worldOf().ask(operation.method, pathOf(operation, params), { ...exampleBody(operation), headers })
    const answers = [await send({}), await send({ authorization: 'Bearer sk_live_nobody' })]
    for (const answer of answers) {
      assert.equal(answer.status, operation.status, answer.text)
      assert.equal(answer.headers.get('x-ratelimit-limit'), '60')
    }
  })
}

/** Of one row, which its path names; /user is the caller's own. */
const isSingleRead = ({ method, path, list }: Operation) =>
  method === 'GET' && list === undefined && (path.endsWith('}') || path === '/user')

function promisesOfWrites(operation: Operation, worldOf: () => World, spare: () => Promise<ValidCall>): void {
  const refused = async (changes: Changes) => askWith(worldOf(), operation, await spare(), changes)

  it('422 naming an unknown field', async () => {
    const answer = await refused({ body: { nonsense: 1 } })
    assertError(answer, 422, 'VALIDATION_ERROR')
    assert.deepEqual(answer.json.error.details, { nonsense: ['The nonsense field is not known.'] })
  })

  it('415 for what is not JSON, 400 for what is malformed', async () => {
    const { key, params } = await spare()
    const sent = needsKey(operation) ? { key } : {}
    const send = (body: string, type: string) =>
      worldOf().ask(operation.method, pathOf(operation, params), {
        ...sent,
        body,
        headers: { ...headersOf(operation), 'content-type': type },
      })
    assertError(await send('a=1', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE')
    assertError(await send('{"a":', 'application/json'), 400, 'INVALID_FORMAT')
  })

  it('400 for an Idempotency-Key that is none', async () => {
    const bad = await refused({ headers: { 'idempotency-key': 'é' } })
    assertError(bad, 400, 'IDEMPOTENCY_KEY_INVALID')
  })
}

const list = ({ json }: Answer): unknown[] => (Array.isArray(json.data) ? json.data : [])
const wholeOf = ({ isBare }: Operation, { json }: Answer): unknown => (isBare ? json : json.data)

/** Headers that every answer carries. */
export function assertHeaders({ headers }: Answer): void {
  for (const name of ['x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']) {
    assert.ok(headers.has(name), `${name} is missing`)
  }
  assert.equal(headers.get('x-api-version'), '1')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('x-powered-by'), null)
}

/** The envelope of a refusal, its request id the header's. */
export function assertError(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text)
  assertHeaders(answer)
  assert.equal(answer.json.error.code, code)
  assert.equal(answer.json.error.request_id, answer.headers.get('x-request-id'))
}

export function otherScopes(scope: string): string[] {
  const resources = ['workspaces', 'users', 'api-keys', 'webhooks', 'entitlements']
  const all = ['read', 'write', 'delete'].flatMap((action) => resources.map((resource) => `${action}:${resource}`))
  return scopesBeyond([scope], all)
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Case, Seen } from '../src/format.ts'
import { type ConformanceServer, conformanceServer } from '../src/server/conformance-server.ts'

const key = 'sk_live_test'
const told: Case = {
  id: 'a-create',
  promise: 'A create is asked again.',
  client: { key, workspaceId: 'wks_1' },
  calls: [
    {
      call: { kind: 'operation', operation: 'workspaces.create', fields: { name: 'Acme' } },
      attempts: [
        { sent: { line: 'POST /api/v1/workspaces?a=1&b=2', json: { name: 'Acme' } }, answer: { status: 503 } },
        { sent: 'again', notBeforeMs: 20, answer: { status: 201, json: { data: { id: 'wks_1' } } } },
      ],
      sees: { value: { id: 'wks_1' } },
    },
    {
      call: { kind: 'operation', operation: 'workspaces.delete', ids: ['wks_1'] },
      attempts: [{ sent: { line: 'DELETE /api/v1/workspaces/wks_1' }, answer: { status: 409, error: { code: 'NO' } } }],
      sees: { error: { class: 'ConflictError', code: 'NO', idempotencyKey: { $sentKey: true } } },
    },
  ],
}

// No machine is so slow that this has passed unnoticed.
const patient: Case = {
  id: 'patient',
  promise: 'An attempt waits.',
  client: { key, workspaceId: 'wks_1' },
  calls: told.calls.map((step) => ({
    ...step,
    attempts: (step.attempts ?? []).map((attempt) => ({ ...attempt, notBeforeMs: 3_600_000 })),
  })),
}

interface Request {
  method: string
  path: string
  headers: Record<string, string | undefined>
  body?: string
  afterMs?: number
}

const headers = {
  authorization: `Bearer ${key}`,
  'user-agent': 'core-php-sdk/0.1.0 test/1',
  accept: 'application/json',
  'idempotency-key': 'one',
  'x-workspace-id': 'wks_1',
}
const create: Request = {
  method: 'POST',
  path: '/api/v1/workspaces?b=2&a=1',
  headers: { ...headers, 'content-type': 'application/json' },
  body: '{"name":"Acme"}',
}
const again: Request = { ...create, afterMs: 40 }
const remove: Request = {
  method: 'DELETE',
  path: '/api/v1/workspaces/wks_1',
  headers: { ...headers, 'idempotency-key': 'two' },
}
const rightRequests = [create, again, remove]
const conflict = { is: ['ConflictError', 'ApiError', 'SdkError'], message: 'No.', code: 'NO', idempotencyKey: 'two' }
const rightReport: Seen[] = [{ value: { id: 'wks_1' } }, { error: conflict }]

describe('the scripted server', () => {
  let server: ConformanceServer
  before(async () => {
    server = await conformanceServer([told, patient])
  })
  after(() => server?.close())

  const run = async (requests: readonly Request[], seen = rightReport, id = told.id): Promise<string[]> => {
    const begun = await begin(id)
    for (const { method, path, headers, body, afterMs } of requests) {
      if (afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, afterMs))
      const given = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
      const sent = { method, headers: Object.fromEntries(given), ...(body === undefined ? {} : { body }) }
      await (await fetch(`${begun.client.baseUrl}${path}`, sent)).text()
    }
    return (await end(begun.session, seen)).violations
  }
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    return (await answer.json()) as T
  }
  const begin = (id = told.id) => post<{ session: string; client: { baseUrl: string } }>(`/__cases/${id}`, {})
  const end = (session: string, seen: readonly Seen[]) =>
    post<{ violations: string[] }>(`/__sessions/${session}/end`, { seen })

  it('tells a runner what to do, and nothing of what it must send and see', async () => {
    const begun = await begin()
    assert.deepEqual(begun, {
      session: begun.session,
      id: 'a-create',
      promise: 'A create is asked again.',
      client: { key, workspaceId: 'wks_1', retryDelayMs: 10, baseUrl: `${server.url}/s/${begun.session}` },
      calls: told.calls.map(({ call }) => call),
    })
  })

  it('finds nothing wrong with a right client', async () => {
    assert.deepEqual(await run(rightRequests), [])
  })

  const withHeader = (name: string, value: string | undefined) => ({
    ...create,
    headers: { ...create.headers, [name]: value },
  })
  const firsts: [what: string, request: Request, violation: RegExp][] = [
    ['another method', { ...create, method: 'PUT' }, /call 1, request 1: sent PUT .*, not POST/],
    ['another path', { ...create, path: '/api/v1/workspace?a=1&b=2' }, /sent POST \/api\/v1\/workspace\?a=1&b=2, not/],
    ['a query of its own', { ...create, path: `${create.path}&c=3` }, /request 1: sent POST .*c=3, not/],
    ['another value in the query', { ...create, path: '/api/v1/workspaces?a=2&b=2' }, /request 1: sent POST .*a=2/],
    ['another key', withHeader('authorization', 'Bearer sk_live_other'), /header authorization is/],
    ['no user agent of its own', withHeader('user-agent', 'curl/8'), /header user-agent is "curl\/8"/],
    ['no Accept for JSON', withHeader('accept', 'text/html'), /header accept is "text\/html"/],
    ['no Idempotency-Key', withHeader('idempotency-key', undefined), /header idempotency-key is null/],
    ['an Idempotency-Key with a space', withHeader('idempotency-key', 'a b'), /header idempotency-key is "a b"/],
    ['no context', withHeader('x-workspace-id', undefined), /header x-workspace-id is null, not "wks_1"/],
    ['a context that is not given', withHeader('x-namespace-id', 'ns_1'), /header x-namespace-id is "ns_1", not null/],
    ['a condition that is not given', withHeader('if-match', '"1"'), /header if-match is/],
    ['a cookie', withHeader('cookie', 'a=b'), /header cookie is "a=b"/],
    ['another content type', withHeader('content-type', 'text/plain'), /header content-type is "text\/plain"/],
    ['another body', { ...create, body: '{"name":"Other"}' }, /the body.name is "Other", not "Acme"/],
    ['a field of its own', { ...create, body: '{"name":"Acme","x":1}' }, /the body.x is 1, and is not expected/],
    ['a body that is not JSON', { ...create, body: 'name=Acme' }, /a body that is not JSON: name=Acme/],
  ]
  for (const [what, request, violation] of firsts) {
    it(`refuses ${what}`, async () => {
      const found = await run([request, { ...request, afterMs: 40 }, remove])
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0] ?? '', violation)
    })
  }

  const runs: [what: string, requests: Request[], violation: RegExp][] = [
    [
      'a new Idempotency-Key for the second attempt',
      [create, { ...again, headers: { ...again.headers, 'idempotency-key': 'new' } }, remove],
      /request 2: sent another idempotency-key than the attempt before: one, then new/,
    ],
    [
      'other bytes in the second attempt',
      [create, { ...again, body: '{"name": "Acme"}' }, remove],
      /request 2: sent another body than the attempt before/,
    ],
    ['another path in the second attempt', [create, { ...again, path: '/api/v1/x' }, remove], /another request line/],
    ['an attempt that never comes', [create, again], /call 2: request 1 never came: DELETE/],
    ['a request that nothing expects', [...rightRequests, remove], /a request that nothing expects: DELETE/],
    [
      'the Idempotency-Key of an earlier call',
      [create, again, { ...remove, headers }],
      /call 2: sent the Idempotency-Key of an earlier call/,
    ],
    [
      'a body where none is due',
      [create, again, { ...remove, body: '{}' }],
      /call 2, request 1: sent a body, and none/,
    ],
  ]
  for (const [what, requests, violation] of runs) {
    it(`refuses ${what}`, async () => {
      const found = await run(requests)
      assert.match(found.join('\n'), violation)
    })
  }

  it('refuses an attempt that comes too early', async () => {
    const found = await run(rightRequests, rightReport, patient.id)
    assert.match(found.join('\n'), /call 1, request 2: came after \d+ ms of 3600000/)
  })

  const ofSecond = (error: object): Seen[] => [{ value: { id: 'wks_1' } }, { error: { ...conflict, ...error } }]
  const reports: [what: string, seen: Seen[], violation: RegExp][] = [
    ['a report that lacks a call', rightReport.slice(0, 1), /call 2: reported nothing/],
    ['a report of a call too many', [...rightReport, {}], /reported 3 calls, and there are 2/],
    [
      'another value',
      [{ value: { id: 'wks_2' } }, ...rightReport.slice(1)],
      /call 1: value.id is "wks_2", not "wks_1"/,
    ],
    ['a field too many', [{ value: { id: 'wks_1', x: 1 } }, ...rightReport.slice(1)], /value.x is 1/],
    ['an error for a value', [{ error: conflict }, ...rightReport.slice(1)], /call 1: raised .*, and gives a value/],
    [
      'a value for an error',
      [{ value: { id: 'wks_1' } }, { value: null }],
      /call 2: raised nothing, and ConflictError/,
    ],
    ['a warning that is not due', [{ value: { id: 'wks_1' }, warnings: 1 }, ...rightReport.slice(1)], /warnings is 1/],
    [
      'another class',
      ofSecond({ is: ['ApiError', 'SdkError'] }),
      /raised ApiError < SdkError, which is no ConflictError/,
    ],
    ['a class that is no SdkError', ofSecond({ is: ['ConflictError'] }), /which is no SdkError/],
    ['another code', ofSecond({ code: 'YES' }), /error.code is "YES", not "NO"/],
    ['a key that was not sent', ofSecond({ idempotencyKey: 'one' }), /error.idempotencyKey is "one"/],
    ['an error without a message', ofSecond({ message: '' }), /without a message/],
    ['an error that shows the key', ofSecond({ message: `Bearer ${key}` }), /showed the key/],
    ['an endless error', ofSecond({ message: 'x'.repeat(30_000) }), /an error of 30\d{3} characters/],
  ]
  for (const [what, seen, violation] of reports) {
    it(`refuses ${what}`, async () => {
      const found = await run(rightRequests, seen)
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0] ?? '', violation)
    })
  }

  it('names a request to a case that has ended', async () => {
    const begun = await begin()
    await end(begun.session, rightReport)
    const answer = await fetch(`${begun.client.baseUrl}/api/v1/workspaces`)
    assert.equal(answer.status, 410)
    assert.deepEqual(server.strays(), [`GET /s/${begun.session}/api/v1/workspaces`])
  })
})

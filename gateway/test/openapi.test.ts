import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { errorCodes, PlinthError } from '@plinth/kit/errors'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { StoppedClock } from '@plinth/testkit'
import { z } from 'zod'
import { answerDrift } from '../src/openapi/answer-check.ts'
import { openApiDocument } from '../src/openapi/document.ts'
import { answerSchema } from '../src/openapi/envelope.ts'
import { errorCodesOf } from '../src/openapi/error-codes-of.ts'
import { errorSchema, problemSchema } from '../src/openapi/error-responses.ts'
import { answerExample, errorExample } from '../src/openapi/examples.ts'
import { eventOperationId, operationIdOf } from '../src/openapi/operation-id.ts'
import { noBody } from '../src/operation/fields.ts'
import { isEventStream, operation } from '../src/operation/operation.ts'
import { exampleOf } from '../src/operation/shown.ts'
import { bare } from '../src/operation/view.ts'
import { operations } from '../src/operations.ts'
import { eventExample, eventSchema, events } from '../src/resources/event-types/events.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const whole = (schema: z.ZodType, example: unknown) => assert.deepEqual(schema.parse(example), example)

describe('the document of the API', () => {
  const document = openApiDocument()

  for (const record of operations) {
    describe(record.id, () => {
      const described = document.paths?.[record.path]?.[methodOf(record)]

      it('is there with its name, its scope and a summary', () => {
        assert.equal(described?.operationId, operationIdOf(record.id))
        assert.equal(described['x-operation'], record.id)
        assert.match(record.id, /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
        assert.equal(described['x-required-scope'], ['any', 'none'].includes(record.scope) ? null : record.scope)
        assert.deepEqual(described['x-scopes'], ['any', 'none'].includes(record.scope) ? [] : [record.scope])
        const withOrWithout = record.startsSession ? [{ bearer: [] }, { basic: [] }, {}] : undefined
        assert.deepEqual(described.security, record.scope === 'none' ? [] : withOrWithout)
        assert.ok((described.summary ?? '').length > 5)
      })

      it('marks the fields that each word of include adds', () => {
        const marks = Object.values(record.output?.shape ?? {}).map((field) => field.meta()?.['x-include'])
        assert.deepEqual(
          (record.includes ?? []).filter((word) => !marks.includes(word)),
          [],
        )
      })

      it('shows its call in four languages', () => {
        const samples: { label: string; source: string }[] = described?.['x-codeSamples'] ?? []
        if (isEventStream(record)) return assert.deepEqual(samples, [], 'the SDKs have no call that streams events')
        assert.deepEqual(
          samples.map(({ label }) => label),
          ['curl', 'JavaScript', 'Python', 'PHP'],
        )
        const [curl, ...others] = samples.map(({ source }) => source)
        assert.match(
          curl ?? '',
          new RegExp(`^curl .*"\\$PLINTH_URL/api/v1${record.path.replaceAll(/\{\w+\}/g, '[a-z]+_\\w+')}(\\?\\S+)?"`),
        )
        const required = Object.keys(record.query ?? {}).filter((name) => record.query?.[name]?.required !== undefined)
        for (const { source } of samples) for (const name of required) assert.ok(source.includes(name), source)
        for (const source of others)
          assert.match(source, /\n\$?client = new Client\(\);?\n|\nconst client|\nclient = Client\(\)\n/)
      })

      it('shows a request and an answer that are valid', () => {
        if (record.body !== noBody) {
          const request = exampleOf(record.body)
          assert.ok(record.body.safeParse(request).success)
          assert.deepEqual(Object(described?.requestBody).content['application/json'].example, request)
        }
        const schema = answerSchema(record)
        const content = described?.responses?.[record.status]?.content
        if (record.lines !== undefined) {
          const { mediaType, example } = record.lines
          assert.deepEqual([Object.keys(content), content[mediaType].example], [[mediaType], example])
        } else if (schema === undefined) assert.equal(content, undefined)
        else {
          whole(schema, answerExample(record))
          assert.deepEqual(content['application/json'].example, answerExample(record))
        }
      })

      it('says every status it may refuse with', () => {
        const statuses = new Set(errorCodesOf(record).map((code) => String(errorCodes[code].http)))
        const told = Object.keys(described?.responses ?? {}).filter((status) => status >= '400')
        assert.deepEqual(told, [...statuses].sort())
      })
    })
  }

  it('has no operation besides', () => {
    const told = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item))
    assert.deepEqual(told.map((one) => one['x-operation']).sort(), operations.map(({ id }) => id).sort())
  })

  it('shows every error as it is answered, in both forms', () => {
    for (const code of new Set(operations.flatMap(errorCodesOf))) {
      const { body, problem } = errorExample(code)
      whole(errorSchema, body)
      whole(problemSchema, problem)
      assert.deepEqual(document.components?.examples?.[code], {
        summary: Object(document.components?.examples?.[code]).summary,
        value: body,
      })
    }
  })

  it('shows events that are valid', () => {
    for (const [type, event] of Object.entries(events)) {
      whole(eventSchema(type, event), eventExample(type, event))
      assert.equal(document.webhooks?.[type]?.post?.operationId, eventOperationId(type))
    }
  })

  it('promises no closed answers and no patterns for formats', () => {
    const workspace = Object(document.components?.schemas?.['Workspace'])
    assert.equal('additionalProperties' in workspace, false)
    assert.deepEqual(workspace.properties.created_at, { type: 'string', format: 'date-time' })
    const create = Object(document.components?.schemas?.['WorkspaceCreate'])
    assert.equal(create.additionalProperties, false)
  })

  it('says once what may refuse an operation: no record repeats a code that follows from its other facts', () => {
    for (const { errors, ...rest } of operations) {
      const derived = errorCodesOf(rest)
      assert.deepEqual(errors?.filter((code) => derived.includes(code)) ?? [], [], rest.id)
    }
  })

  it('cannot be made of a record without its example, or of resources without a text', () => {
    const facts = { summary: 'x', scope: 'any' } as const
    const nameless = operation({
      ...facts,
      id: 'webhooks.get-thing',
      route: 'GET /things/{thing_id}',
      output: z.object({ id: z.string() }),
      run: async () => ({}),
      view: bare(() => ({})),
    })
    assert.throws(() => openApiDocument({ operations: [nameless] }), /webhooks\.get-thing: its output has no example/)
    const unnamed = operation({ ...facts, id: 'things.ping', route: 'GET /things', run: async () => ({}) })
    assert.throws(() => openApiDocument({ operations: [unnamed] }), /introduction\.ts has no text .* things\.\*/)
    const deprecated = operation({
      ...facts,
      id: 'webhooks.forget',
      route: 'GET /things',
      deprecation: { since: '2026-01-01', sunset: '2027-06-01', successor: '/api/v1/things' },
      run: async () => ({}),
    })
    const told = openApiDocument({ operations: [deprecated] }).paths?.['/things']?.get
    assert.equal(told?.deprecated, true)
    assert.deepEqual(Object.keys(told.responses?.[200].headers).slice(-3), ['Deprecation', 'Sunset', 'Link'])
  })
})

describe('GET /api/openapi.json', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())

  interface Shown {
    webhooks: Record<string, { post: Record<string, unknown> }>
  }
  const shown = async (url = mesh.url): Promise<Shown> =>
    (await fetch(`${url}/api/openapi.json`)).json() as Promise<Shown>

  it('is the document, for anybody and any origin, to be kept and asked again by its ETag', async () => {
    const first = await fetch(`${mesh.url}/api/openapi.json`)
    const { webhooks, ...rest } = (await first.json()) as Shown
    const { webhooks: own, ...ownRest } = JSON.parse(JSON.stringify(openApiDocument()))
    assert.deepEqual(rest, ownRest)
    assert.deepEqual({ ...webhooks, 'invoice.paid': undefined }, { ...own, 'invoice.paid': undefined })
    assert.equal(first.headers.get('content-encoding'), 'gzip')
    assert.equal(first.headers.get('access-control-allow-origin'), '*')
    assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=/)
    const tag = first.headers.get('etag') ?? ''
    const again = await fetch(`${mesh.url}/api/openapi.json`, { headers: { 'if-none-match': tag } })
    assert.deepEqual([again.status, await again.text()], [304, ''])
  })

  it('has the product’s types that no plan leaves out, with schema and example', async () => {
    const { webhooks } = await shown()
    assert.equal('report.ready' in webhooks, false)
    const { post = {} } = webhooks['invoice.paid'] ?? {}
    const { post: like = {} } = webhooks['workspace.updated'] ?? {}
    const { operationId, summary, requestBody, ...others } = post
    const { operationId: _id, summary: _summary, requestBody: _body, ...ownOthers } = like
    assert.deepEqual(others, ownOthers)
    assert.equal(operationId, 'onProductInvoicePaid')
    assert.equal(typeof summary, 'string')
    const inBody = 'post/requestBody/content/application~1json/schema/properties/data'
    const { schema, example } = Object(requestBody).content['application/json']
    assert.deepEqual(schema.properties.data, {
      type: 'object',
      properties: { a: { $ref: `#/webhooks/invoice.paid/${inBody}/$defs/a` } },
      $defs: { a: { type: 'integer' } },
    })
    assert.deepEqual(
      [schema.properties.type, example.type, example.data],
      [{ const: 'invoice.paid' }, 'invoice.paid', { a: 1 }],
    )
  })

  it('has other types and another ETag with the answer of PUT /event-types, and asks for them no more often than it must', async () => {
    const clock = new StoppedClock()
    const own = await startMesh({}, clock)
    try {
      const tagOf = async () => (await fetch(`${own.url}/api/openapi.json`)).headers.get('etag')
      const before = await tagOf()
      assert.equal(await tagOf(), before)
      assert.equal(own.script.count(Events.listEventTypes), 1)
      const body = { event_types: [{ name: 'seat.taken', description: 'A seat was taken.', is_deprecated: true }] }
      const applied = async (query: string) =>
        own.ask('PUT', `/api/v1/event-types${query}`, { key: own.operatorKey(), body })
      assert.equal((await applied('?dry_run=true')).status, 200)
      assert.equal(await tagOf(), before)
      assert.equal((await applied('')).status, 200)
      const { webhooks } = await shown(own.url)
      assert.deepEqual(['invoice.paid' in webhooks, webhooks['seat.taken']?.post['deprecated']], [false, true])
      assert.notEqual(await tagOf(), before)
      assert.equal(own.script.count(Events.listEventTypes), 2)
    } finally {
      await own.stop()
    }
  })

  it('keeps the types of the last time while webhooks does not answer, and has Plinth’s own before the first time', async () => {
    const clock = new StoppedClock()
    const own = await startMesh({}, clock)
    try {
      const refuse = () =>
        own.script.refuse(Events.listEventTypes, new PlinthError('SERVICE_UNAVAILABLE', 'Try again.'))
      const typesAfterAWhile = async () => {
        clock.pass(3_000)
        return Object.keys((await shown(own.url)).webhooks)
      }
      refuse()
      const ownTypes = Object.keys(openApiDocument().webhooks ?? {})
      assert.deepEqual(await typesAfterAWhile(), ownTypes)
      own.script.allow(Events.listEventTypes)
      assert.deepEqual(await typesAfterAWhile(), [...ownTypes, 'invoice.paid'])
      refuse()
      assert.deepEqual(await typesAfterAWhile(), [...ownTypes, 'invoice.paid'])
    } finally {
      await own.stop()
    }
  })

  it('says where the API is, when that is known', async () => {
    const other = await startMesh({ GATEWAY_PUBLIC_URL: 'https://public.example.test/base/' })
    const answer = await fetch(`${other.url}/api/openapi.json`)
    const { servers } = Object(await answer.json())
    await other.stop()
    assert.equal(servers[0].url, 'https://public.example.test/base/api/v1')
  })
})

describe('an answer that is not as documented', () => {
  const headers = new Headers({
    'x-request-id': 'req_1',
    'x-api-version': '1',
    'x-ratelimit-limit': '1',
    'x-ratelimit-remaining': '1',
    'x-ratelimit-reset': '1',
  })
  const user = { data: exampleOf(operations.find(({ id }) => id === 'users.create')?.output ?? z.never()) }
  const created = (body: object, status = 201) =>
    answerDrift({ method: 'POST', target: '/api/v1/users', status, headers, text: JSON.stringify(body) })

  it('is found out', () => {
    assert.equal(created(user), undefined)
    assert.match(created({ data: { ...Object(user.data), shoe_size: 42 } }) ?? '', /not documented/)
    assert.match(created({ data: { ...Object(user.data), created_at: 'yesterday' } }) ?? '', /created_at/)
    assert.match(created(user, 200) ?? '', /users\.create says 201/)
    const error = { error: { code: 'CANNOT_RETRY', message: 'No.', request_id: 'req_1' } }
    headers.set('link', '</docs/errors/CANNOT_RETRY>; rel="help"')
    assert.match(created(error, 400) ?? '', /does not say that it may answer CANNOT_RETRY/)
    assert.match(created(error, 409) ?? '', /CANNOT_RETRY is not 409/)
  })
})

function methodOf({ method }: { method: string }): 'get' | 'post' | 'put' | 'patch' | 'delete' {
  const known = (['get', 'post', 'put', 'patch', 'delete'] as const).find((one) => one === method.toLowerCase())
  assert.ok(known)
  return known
}

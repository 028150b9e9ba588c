import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { breaks } from '../openapi/breaks.ts'
import { at, isObject } from '../openapi/walk.ts'

const thing = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    state: { type: 'string', enum: ['on', 'off'] },
    made_at: { type: 'string', format: 'date-time' },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
  },
  required: ['id', 'state'],
}
const input = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string', maxLength: 100 },
    size: { type: 'integer', minimum: 0 },
    state: { type: 'string', enum: ['on', 'off'] },
    until: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
  },
  required: ['name'],
}
const body = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })
const contextIn = (place: 'path' | 'query') => ({ name: 'workspace_id', in: place, schema: { type: 'string' } })
const otherIn = (place: 'path' | 'query') => ({ name: 'thing_id', in: place, schema: { type: 'string' } })
const thingRead = 'paths /workspaces/{workspace_id}/things/{thing_id} get'
const released = {
  paths: {
    '/things': {
      get: {
        operationId: 'things.list',
        'x-required-scope': 'read:things',
        parameters: [
          { name: 'state', in: 'query', schema: { type: 'string', enum: ['on', 'off'] } },
          { $ref: '#/components/parameters/Page' },
        ],
        responses: {
          200: {
            headers: { ETag: {} },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
      post: { operationId: 'things.create', requestBody: body(input), responses: { 201: {} } },
    },
    '/workspaces/{workspace_id}/things/{thing_id}': {
      get: {
        operationId: 'things.get',
        parameters: [contextIn('path'), contextIn('query'), otherIn('path'), otherIn('query')],
        responses: { 200: {} },
      },
    },
  },
  webhooks: { 'thing.made': { post: { requestBody: body({ $ref: '#/components/schemas/Thing' }) } } },
  components: {
    parameters: { Page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
    schemas: { Thing: thing },
  },
}

/** The reported breaks when the value at the path becomes another; undefined removes the value. */
function changed(path: string, value?: unknown): string[] {
  const document = structuredClone(released)
  const steps = path.split(' ')
  const name = steps.pop() ?? ''
  const place: unknown = steps.reduce<unknown>(
    (found, step) => (Array.isArray(found) ? found[Number(step)] : at(found, step)),
    document,
  )
  if (!isObject(place)) throw new Error(`nothing is at ${path}`)
  if (value === undefined) Reflect.deleteProperty(place, name)
  else Reflect.set(place, name, value)
  return breaks(released, document)
}

const list = 'paths /things get'
const create = 'paths /things post'
const field = 'components schemas Thing properties'
const taken = `${create} requestBody content application/json schema`

describe('a change of the API', () => {
  it('breaks no client when nothing changed', () => assert.deepEqual(breaks(released, structuredClone(released)), []))

  const harmless: [string, string, unknown][] = [
    ['a new operation', 'paths /things put', { operationId: 'things.replace', responses: {} }],
    ['a new field in an answer', `${field} colour`, { type: 'string' }],
    ['a new word in an answer', `${field} state enum`, ['on', 'off', 'broken']],
    ['a new optional field in a body', `${taken} properties colour`, { type: 'string' }],
    ['a new word in a body', `${taken} properties state enum`, ['on', 'off', 'auto']],
    ['a body that takes more', `${taken} properties name maxLength`, 200],
    ['a field of a body that is as wide as before', `${taken} properties size format`, 'int64'],
    ['a body that takes another type too', `${taken} properties size type`, ['integer', 'null']],
    ['a field of a body that is no longer required', `${taken} required`, []],
    ['an answer that always has a field', 'components schemas Thing required', ['id', 'state', 'note']],
    [
      'a query without the context that the path has too',
      `${thingRead} parameters`,
      [contextIn('path'), otherIn('path'), otherIn('query')],
    ],
    ['a new event', 'webhooks thing.lost', { post: {} }],
  ]
  for (const [what, path, value] of harmless) {
    it(`breaks no client: ${what}`, () => assert.deepEqual(changed(path, value), []))
  }

  const harmful: [string, string, unknown, RegExp][] = [
    ['a path is gone', 'paths /things', undefined, /GET \/things is gone/],
    ['a method is gone', create, undefined, /POST \/things is gone/],
    [
      'an operation has another name',
      `${list} operationId`,
      'things.all',
      /operationId was things\.list and is things\.all/,
    ],
    ['another scope is asked for', `${list} x-required-scope`, 'read:secrets', /asks for the scope read:secrets/],
    ['a parameter is gone', `${list} parameters`, [], /no longer takes the query page parameter/],
    [
      'a context is gone from the path',
      `${thingRead} parameters`,
      [contextIn('query'), otherIn('path'), otherIn('query')],
      /takes the path workspace_id/,
    ],
    [
      'another name of the path is gone from the query',
      `${thingRead} parameters`,
      [contextIn('path'), contextIn('query'), otherIn('path')],
      /takes the query thing_id/,
    ],
    ['a parameter is required', 'components parameters Page required', true, /requires the query page parameter/],
    ['a parameter takes fewer words', `${list} parameters 0 schema enum`, ['on'], /no longer takes "off"/],
    ['a status is gone', `${create} responses 201`, undefined, /no longer answers 201/],
    ['a header is gone', `${list} responses 200 headers ETag`, undefined, /the ETag header is gone/],
    [
      'a field of an answer is gone',
      `${field} note`,
      undefined,
      /200\.note is gone[\s\S]*event thing\.made\.note is gone/,
    ],
    ['a field of an answer may be missing', 'components schemas Thing required', ['id'], /state may be missing now/],
    ['a field of an answer may be null', `${field} id type`, ['string', 'null'], /id was string and is string or null/],
    ['a field of an answer has another type', `${field} made_at type`, 'integer', /made_at was string and is integer/],
    ['a field of an answer has another format', `${field} made_at format`, 'date', /format was date-time and is date/],
    ['a field of an answer may be something else', `${field} note anyOf`, [{ type: 'integer' }], /note may now be/],
    ['a body is required', `${list} requestBody`, body({}), /requires a body/],
    ['a body is no longer taken', `${create} requestBody`, undefined, /no longer takes a body/],
    ['a field of a body is gone', `${taken} properties size`, undefined, /size is gone/],
    ['a field of a body is required', `${taken} required`, ['name', 'size'], /size is required now/],
    ['a field of a body takes less', `${taken} properties name maxLength`, 50, /takes less: its maxLength is 50/],
    ['a field of a body asks for more', `${taken} properties size minimum`, 1, /asks for more: its minimum is 1/],
    ['a field of a body has a pattern', `${taken} properties name pattern`, '^a', /its pattern is \^a/],
    ['a field of a body takes fewer words', `${taken} properties state enum`, ['on'], /no longer takes "off"/],
    [
      'a field of a body takes no null',
      `${taken} properties until anyOf`,
      [{ type: 'string' }],
      /no longer takes \{"type":"null"\}/,
    ],
    ['a field of a body has another type', `${taken} properties size type`, 'string', /size was integer and is string/],
    ['an event is gone', 'webhooks thing.made', undefined, /event thing\.made is gone/],
  ]
  for (const [what, path, value, said] of harmful) {
    it(`is told: ${what}`, () => assert.match(changed(path, value).join('\n'), said))
  }
})

import assert from 'node:assert/strict'
import { api } from '../../e2e/src/api.ts'
import { created } from '../../e2e/src/tenant.ts'
import type { Plinth } from '../plinths/plinths.ts'
import type { Customer } from '../plinths/tenants.ts'
import type { WorstBody } from './bodies.ts'

// Just below the limits of one event's data, less its envelope.
const dataBytes = 262_000
const dataValues = 49_800
// Just below the most parts that a schema may have.
const parts = 295
const pageBytes = 1_000_000

const counted = <T>(count: number, one: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => one(at))
const named = <T>(count: number, name: (at: number) => string, one: (at: number) => T): Record<string, T> =>
  Object.fromEntries(counted(count, (at) => [name(at), one(at)]))
/** Letters without a pattern in them. */
const letters = (count: number, seed = 1): string => {
  let state = seed
  return counted(count, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return 'ab'[(state >> 16) & 1]
  }).join('')
}
const ofList = (items: object) => ({ type: 'object', properties: { a: { items } } })

const schemas: Readonly<Record<string, object>> = {
  numbers: ofList({ allOf: counted(parts - 5, () => ({ minimum: -1 })) }),
  choices: ofList({ oneOf: counted(parts - 5, (at) => ({ const: `x${at}` })) }),
  objects: ofList({
    properties: named(
      parts - 5,
      (at) => `p${at}`,
      () => ({ type: 'number' }),
    ),
  }),
  names: {
    patternProperties: named(
      60,
      (at) => `^[a-z]+${at}x$`,
      () => true,
    ),
  },
  unique: { properties: { a: { uniqueItems: true } } },
  text: { properties: { a: { pattern: 'a[ab]{200}[xy]' } } },
  texts: ofList({ pattern: 'a[ab]{200}[xy]' }),
  enumerated: ofList({ enum: counted(7_000, (at) => `x${at}`) }),
  evaluated: {
    allOf: counted(100, () => ({ additionalProperties: { type: 'number' } })),
    unevaluatedProperties: false,
  },
}

const wide = named(
  20_000,
  (at) => `k${at}`,
  () => 1,
)
/** The worst data for the schema of each type. */
const data: Readonly<Record<string, object>> = {
  numbers: { a: counted(dataValues, (at) => at) },
  choices: { a: counted(dataValues - 10_000, () => 'x') },
  objects: { a: counted(dataValues, () => ({})) },
  names: wide,
  unique: { a: counted(12_000, (at) => ({ k: at, j: `x${at}` })) },
  text: { a: letters(4_900) },
  texts: { a: counted(50, (at) => letters(4_900, at)) },
  enumerated: { a: counted(25_000, () => 'x6999') },
  evaluated: wide,
}

const typeOf = (name: string): string => `stall.${name}`

/** Defines types with the worst schemas, and makes an endpoint that takes all events; returns its id. */
export async function prepareEvents(
  { url, operatorKey }: Pick<Plinth, 'url' | 'operatorKey'>,
  customer: Customer,
): Promise<string> {
  const types = [...Object.entries(schemas), ['plain', undefined] as const].map(([name, schema]) => ({
    ...{ name: typeOf(name), description: 'For stalls.', ...(schema === undefined ? {} : { schema }) },
  }))
  const { status, text } = await api(url, operatorKey).put('/event-types', { event_types: types })
  assert.equal(status, 200, text)
  const events = [typeOf('plain')]
  const { id } = created(await customer.api.post('/webhooks', { kind: 'poll', events }))
  for (let endpoint = 0; endpoint < 5; endpoint++)
    created(await customer.api.post('/webhooks', { kind: 'poll', events, filter: filterOf(endpoint) }))
  return id
}

/** As many conditions as may be, each with a path and a question of its own. */
const filterOf = (endpoint: number) => ({
  $or: counted(50, (at) => ({
    [`a.n${(endpoint * 50 + at) % 300}`]: {
      [['$endsWith', '$startsWith', '$gt', '$in'][at % 4] ?? '']: at % 4 === 3 ? ['x'] : 'x',
    },
  })),
})

/** Events that take long to check, to filter and to store. */
export function worstEvents(): WorstBody[] {
  const post = (what: string, path: string, body: object): WorstBody => ({
    what,
    method: 'POST',
    path,
    body: JSON.stringify(body),
  })
  const event = (name: string, of: object) => ({ type: typeOf(name), data: of })
  const filtered = {
    a: counted(150, (at) =>
      named(
        300,
        (name) => `n${name}`,
        () => `t${at}`,
      ),
    ),
  }
  const small = { a: counted(490, (at) => at) }
  return [
    ...Object.entries(data).map(([name, of]) => post(`event: ${name} of its schema`, '/events', event(name, of))),
    post('event: 250 conditions', '/events', event('plain', filtered)),
    post('event: one text', '/events', event('plain', { a: 'é'.repeat(dataBytes / 2) })),
    post('events: 100 with numbers of a schema', '/events/batch', {
      events: counted(100, () => event('numbers', small)),
    }),
    post('events: 100 with a text of a schema', '/events/batch', {
      events: counted(100, (at) => event('text', { a: letters(4_900, at) })),
    }),
    post('events: 100 that are right', '/events/batch', {
      events: counted(100, () => event('plain', { a: counted(480, (at) => at), b: 'x'.repeat(7_000) })),
    }),
    post('events: unknown fields', '/events/batch', {
      events: counted(100, () => ({
        ...event('plain', {}),
        ...named(
          490,
          (at) => `k${at}`,
          () => 1,
        ),
      })),
    }),
    post('filter test: 50 conditions', '/webhooks/filters/test', {
      filter: filterOf(0),
      event: {
        data: {
          a: counted(60, (at) =>
            named(
              300,
              (name) => `n${name}`,
              () => `t${at}`,
            ),
          ),
        },
      },
    }),
    post('filter test: a filter of lists', '/webhooks/filters/test', {
      filter: { $and: counted(9_000, () => ({})) },
      event: { data: {} },
    }),
    post('filter test: a text of 256 KiB', '/webhooks/filters/test', {
      filter: { a: { $endsWith: 'x' } },
      event: { data: { a: 'y'.repeat(260_000) } },
    }),
  ]
}

/** Schemas that take long to compile; an operator sends them. */
export function worstTypes(): WorstBody[] {
  const put = (what: string, ...own: object[]): WorstBody => ({
    ...{ what, method: 'PUT', path: '/event-types?dry_run=true' },
    body: JSON.stringify({
      event_types: own.map((schema, at) => ({ name: `stall.new_${at}`, description: 'For stalls.', schema })),
    }),
  })
  const nested = (levels: number): object => (levels === 0 ? {} : { oneOf: counted(8, () => nested(levels - 1)) })
  return [
    put('types: a schema with too many schemas', { oneOf: counted(2_400, () => ({ type: 'string' })) }),
    put('types: a schema with as many as may be', { oneOf: counted(parts, () => ({ type: 'string' })) }),
    put('types: as many that contain', { allOf: counted(parts / 3, (at) => ({ contains: { const: at } })) }),
    put('types: nested choices', nested(3)),
    put('types: patterns of many repetitions', {
      allOf: counted(200, (at) => ({ pattern: `(?:${'a'.repeat(80)}${at}){1000}` })),
    }),
    put('types: 15 schemas', ...counted(15, () => ({ allOf: counted(parts, () => ({ minimum: 1 })) }))),
  ]
}

/** Fills pages with as much as they may have, of values that take long to parse. */
export async function fillPages({ api: own }: Customer): Promise<void> {
  const full = { a: counted(dataValues, () => []) }
  for (let bytes = 0; bytes < pageBytes; bytes += JSON.stringify(full).length) {
    const { status, text } = await own.post('/events', { type: typeOf('plain'), data: full })
    assert.equal(status, 202, text)
  }
}

export const worstAnswers = (webhookId: string): WorstBody[] =>
  [
    '/events?per_page=25',
    `/webhooks/${webhookId}/deliveries?per_page=100`,
    '/deliveries?per_page=100',
    `/webhooks/${webhookId}/poll?limit=20`,
    '/audit-log?per_page=100',
    '/audit-log/export',
    '/event-types?per_page=100',
    '/requests?per_page=100',
  ].map((path) => ({ what: `answer: GET ${path.replace(webhookId, '{id}')}`, method: 'GET', path, body: undefined }))

import type { Random } from '../random.ts'
import { hostileJson, hostileName, hostileText } from './hostile.ts'
import type { Draft } from './valid-request.ts'

type Mutation = (draft: Draft, random: Random) => void

const fieldOf = (draft: Draft, random: Random) => random.pick([...Object.keys(draft.fields), hostileName(random)])
const raw = (text: string) => Buffer.from(text)

const json: Mutation[] = [
  spoilField,
  spoilField,
  (draft, random) => void delete draft.fields[fieldOf(draft, random)],
  // Duplicate keys: the same name twice, the second one something else.
  (draft, random) => asBody(draft, raw(`{"name":"first","name":${hostileJson(random)}}`)),
  (draft) => asBody(draft, raw('{"__proto__":{"isOperator":true},"constructor":{"prototype":{"polluted":1}}}')),
  (draft, random) => asBody(draft, raw(hostileJson(random))),
]

const bytes: Mutation[] = [
  (draft) => asBody(draft, Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])),
  (draft) => asBody(draft, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), raw('{}')])),
  (draft) => asBody(draft, Buffer.from([0x22, 0xc3, 0x28, 0x22])),
  (draft) => asBody(draft, Buffer.from([0xed, 0xa0, 0x80])),
  (draft) => asBody(draft, raw('{"name":"unfinished')),
  (draft) => asBody(draft, Buffer.alloc(1_048_577, 0x20)),
  (draft) => asBody(draft, raw('{"a":1}{"b":2}')),
  (draft) => asBody(draft, raw('{}'), 'text/plain'),
  (draft) => asBody(draft, raw('{}'), 'application/json; charset=utf-16'),
  (draft) => {
    asBody(draft, Buffer.from([0x1f, 0x8b, 0x08, 0x00]))
    draft.headers.push(['Content-Encoding', 'gzip'])
  },
]

const sending: Mutation[] = [
  (draft) => send(draft, 'chunked'),
  (draft) => send(draft, 'truncated'),
  (draft) => send(draft, 'slow'),
]

const headerNames = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-ID', 'X-Workspace-ID', 'X-Namespace-ID'],
  ...['If-Match', 'If-None-Match', 'Accept', 'Accept-Encoding', 'X-Forwarded-For', 'X-Forwarded-Host', 'Range'],
  ...['X-Forwarded-Proto', 'Expect', 'Cookie', 'Origin', 'traceparent', 'X-HTTP-Method-Override', 'Upgrade', 'Host'],
]
const headerTexts = [
  ...['', '"', '*', 'W/"1-x"', '"1-', '"999999999999999999999-a"', 'Bearer', 'Basic !!!!', 'Basic Og==', 'Bearer a b'],
  ...['100-continue', 'bytes=0-', 'http://evil.test', '00-0-0-0', 'é', 'a,b', 'x'.repeat(256), 'y'.repeat(8_000)],
]

const headers: Mutation[] = [
  (draft, random) => void draft.headers.push([random.pick(headerNames), random.pick(headerTexts)]),
  (draft, random) => void draft.headers.push([random.pick(headerNames), printable(hostileText(random))]),
  // The same header twice.
  (draft, random) => {
    const [name, value] = random.pick(draft.headers)
    draft.headers.push([name, random.chance(0.5) ? value : `${value}x`])
  },
  (draft) => void draft.headers.push(...Array.from({ length: 500 }, (_, at): [string, string] => [`X-${at}`, 'v'])),
]

const query: Mutation[] = [
  (draft, random) => void draft.query.push([hostileName(random), hostileText(random)]),
  (draft, random) => {
    const name = random.pick([
      'page',
      'per_page',
      'sort',
      'fields',
      'include',
      'cursor',
      'search',
      'created_after',
      'workspace_id',
    ])
    draft.query.push([name, hostileText(random)])
  },
  (draft, random) => {
    const pair = random.pick([...draft.query, ['page', '1'] as [string, string]])
    draft.query.push(pair, pair)
  },
  (draft, random) => {
    draft.target += random.pick([
      '?%zz=1',
      '?a=%',
      '?%00=%00',
      '?a[]=1&a[b]=2',
      '?&&&=',
      '?=',
      '??',
      '#x',
      `?${'a=1&'.repeat(2_000)}`,
    ])
  },
]

const paths: Mutation[] = [
  (draft, random) => {
    const id = random.pick([...Object.values(draft.params), 'v1'])
    draft.target = draft.target.replace(id, () => encodeURIComponent(hostileText(random).toWellFormed()))
  },
  (draft, random) => {
    draft.target += random.pick(['/', '//', '/..', '/%2e%2e/', '/%2f', '/\\', ';a=b', '/%00', '/%ff', '%'])
  },
  (draft, random) => {
    draft.method = random.pick(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'POST', 'PROPFIND', 'get'])
  },
]

const kinds = [json, json, json, bytes, sending, headers, headers, query, query, paths]

/** Spoils a draft in one to three ways. Returns it. */
export function mutate(draft: Draft, random: Random): Draft {
  for (let count = random.int(1, 3); count > 0; count--) random.pick(random.pick(kinds))(draft, random)
  return draft
}

function spoilField(draft: Draft, random: Random): void {
  draft.fields[fieldOf(draft, random)] = hostileJson(random)
}

function asBody(draft: Draft, body: Buffer, type = 'application/json'): void {
  draft.body = body
  draft.headers = [...draft.headers.filter(([name]) => name !== 'Content-Type'), ['Content-Type', type]]
}

function send(draft: Draft, how: NonNullable<Draft['sending']>): void {
  if (draft.method === 'GET') return
  if (draft.body === undefined) asBody(draft, raw(`{"name":"sent ${how}"}`))
  draft.sending = how
}

// A header line holds what Latin-1 has; the rest would not reach the parser as itself.
const printable = (text: string): string => [...text].filter((letter) => letter > '\x1f' && letter < '\x7f').join('')

import type { ClientOptions, How, Sent, Step } from '../format.ts'
import { differences } from '../match.ts'
import type { Received } from './received.ts'

const userAgent = /^core-php-sdk\/\d+\.\d+\.\d+ \S/
const printable = /^[\x21-\x7e]{1,255}$/

/** Mistakes in a request that a case expects, a line for each. */
export function judgeRequest(received: Received, sent: Sent, step: Step, client: ClientOptions): string[] {
  return [...judgeLine(received, sent), ...judgeHeaders(received, sent, step, client), ...judgeBody(received, sent)]
}

/** Differences of a request from the one before, which it must repeat. */
export function judgeAgain(received: Received, before: Received): string[] {
  const same = (what: string, one: unknown, other: unknown) =>
    one === other ? [] : [`sent another ${what} than the attempt before: ${String(other)}, then ${String(one)}`]
  const header = (name: string) => same(name, received.headers[name], before.headers[name])
  return [
    ...same('request line', `${received.method} ${received.target}`, `${before.method} ${before.target}`),
    ...['authorization', 'idempotency-key', 'content-type', 'x-workspace-id', 'x-namespace-id', 'if-match'].flatMap(
      header,
    ),
    ...(received.body === undefined || before.body === undefined
      ? []
      : same('body', received.body.toString('latin1'), before.body.toString('latin1'))),
  ]
}

function judgeLine(received: Received, { line }: Sent): string[] {
  const [method = '', target = ''] = line.split(' ')
  const given = parts(received.target)
  const due = parts(target)
  if (received.method === method && given.path === due.path && given.query === due.query) return []
  return [`sent ${received.method} ${received.target}, not ${line}`]
}

function parts(target: string) {
  const [path = '', query = ''] = target.split('?')
  const pairs = [...new URLSearchParams(query)].map((pair) => JSON.stringify(pair)).sort()
  // %2f and %2F are the same.
  return { path: path.replaceAll(/%[0-9a-f]{2}/gi, (byte) => byte.toUpperCase()), query: pairs.join() }
}

function judgeHeaders({ method, headers }: Received, sent: Sent, { call }: Step, client: ClientOptions): string[] {
  const how: How = 'options' in call || 'context' in call ? call : {}
  const { idempotencyKey, ifMatch, ifNoneMatch, headers: own = {} } = how.options ?? {}
  const hasBody = sent.json !== undefined
  const due: Record<string, unknown> = {
    authorization: `Bearer ${client.key}`,
    'user-agent': { $match: userAgent.source },
    accept: { $has: ['application/json'] },
    'idempotency-key': idempotencyKey ?? (method === 'GET' ? null : { $match: printable.source }),
    'if-match': ifMatch ?? null,
    'if-none-match': ifNoneMatch ?? null,
    'x-workspace-id': how.context?.workspaceId ?? client.workspaceId ?? null,
    'x-namespace-id': how.context?.namespaceId ?? client.namespaceId ?? null,
    'content-type': hasBody ? { $match: '^application/json(; ?charset=utf-8)?$' } : null,
    cookie: null,
    ...lowered(own),
    ...lowered(sent.headers ?? {}),
  }
  return Object.entries(due).flatMap(([name, value]) => differences(value, headers[name] ?? null, `the header ${name}`))
}

const lowered = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function judgeBody({ body }: Received, { json }: Sent): string[] {
  if (body === undefined) return []
  const text = body.toString('utf8')
  if (json === undefined) return text === '' ? [] : [`sent a body, and none is due: ${text.slice(0, 300)}`]
  try {
    return differences(json, JSON.parse(text), 'the body')
  } catch {
    return [`sent a body that is not JSON: ${text.slice(0, 300)}`]
  }
}

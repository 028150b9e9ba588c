import { pathOf } from '@plinth/gateway/every-operation'
import type { Random } from '../random.ts'
import type { Operation } from '../valid-calls.ts'
import type { RawRequest } from './raw-request.ts'
import { unknownField, validBody, word } from './valid-json.ts'

/** A request before anything is wrong with it. */
export interface Draft extends RawRequest {
  operation: Operation
  params: Readonly<Record<string, string>>
  /** JSON texts by field. */
  fields: Record<string, string>
  query: [string, string][]
}

export interface Scene {
  key: string
  workspaceId: string
  userId: string
  receiverUrl: string
}

/** A valid request of the operation. */
export function draft(operation: Operation, params: Draft['params'], scene: Scene, random: Random): Draft {
  const body = operation.method === 'GET' ? {} : validBody(operation, random, (field, by) => known(field, by, scene))
  return {
    operation,
    params,
    method: operation.method,
    target: pathOf(operation, params),
    headers: [['Authorization', `Bearer ${scene.key}`], ...someHeaders(operation, random)],
    fields: Object.fromEntries(Object.entries(body).map(([name, value]) => [name, JSON.stringify(value)])),
    query: operation.method === 'GET' ? someQuery(operation, random) : [],
  }
}

/** The bytes of a draft. */
export function finish({ fields, query, ...rest }: Draft): RawRequest {
  const text = `{${Object.entries(fields)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(',')}}`
  const search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const hasBody = rest.body === undefined && Object.keys(fields).length > 0
  return {
    ...rest,
    target: rest.target + (search === '' ? '' : `?${search}`),
    headers: hasBody ? [...rest.headers, ['Content-Type', 'application/json']] : rest.headers,
    ...(hasBody ? { body: Buffer.from(text) } : {}),
  }
}

const encode = (text: string) => encodeURIComponent(text.toWellFormed())

function someHeaders({ method }: Operation, random: Random): [string, string][] {
  const headers: [string, string][] = []
  if (method !== 'GET' && random.chance(0.3)) headers.push(['Idempotency-Key', `fuzz-${random.int(0, 1e9)}`])
  if (random.chance(0.1)) headers.push(['Accept', 'application/problem+json'])
  if (random.chance(0.1)) headers.push(['X-Request-ID', word(random)])
  return headers
}

function someQuery({ list, output, includes = [], query: own = {} }: Operation, random: Random): [string, string][] {
  const query: [string, string][] = []
  const fields = Object.keys(output?.shape ?? {})
  if (fields.length > 0 && random.chance(0.2)) query.push(['fields', random.pick(fields)])
  if (includes.length > 0 && random.chance(0.3)) query.push(['include', random.pick(includes)])
  const filters = list?.filters ?? own
  if (Object.keys(filters).length > 0 && random.chance(0.3)) query.push(someFilter(filters, random))
  if (list === undefined) return query
  if (random.chance(0.4)) query.push(['per_page', String(random.int(1, 120))])
  if ((list.isAppendOnly || list.isCursorOnly) && random.chance(0.3)) query.push(['cursor', ''])
  else if (!list.isCursorOnly && random.chance(0.3)) query.push(['page', String(random.int(1, 4))])
  if (random.chance(0.3)) query.push(['sort', `${random.pick(['', '-'])}${random.pick(list.sorts)}`])
  return query
}

function someFilter(
  filters: Readonly<Record<string, { kind: string; words?: readonly string[] }>>,
  random: Random,
): [string, string] {
  const [name, spec] = random.pick(Object.entries(filters))
  if (spec.words !== undefined) return [name, random.pick(spec.words)]
  if (spec.kind === 'boolean') return [name, random.pick(['true', 'false', '1', '0'])]
  if (spec.kind === 'time') return [name, random.pick(['2020-01-01', '2026-01-31T12:00:00Z', new Date().toISOString()])]
  return [name, random.pick(['a', 'w', 'Ünï', '%', '_', '\\', "'"])]
}

function known(field: string, random: Random, scene: Scene): unknown {
  switch (field) {
    case 'slug':
      return word(random)
    case 'email':
      return `${word(random)}@example.test`
    case 'url':
      return `${scene.receiverUrl}/${word(random)}`
    case 'events':
      return [random.pick(['*', 'webhook.*', 'workspace.updated', 'api_key.created'])]
    case 'scopes':
      return [random.pick(['read:all', 'write:webhooks', 'manage:all', '*'])]
    case 'allowed_ips':
      return [random.pick(['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8::/32'])]
    case 'expires_at':
      return random.pick([null, new Date(Date.now() + 86_400_000).toISOString()])
    case 'secret':
      return 's'.repeat(random.int(16, 64))
    case 'headers':
      return { 'x-fuzz': word(random) }
    case 'settings':
      return { timezone: 'Europe/Vienna', locale: 'de_AT', [word(random)]: random.int(0, 9) }
    case 'tier':
    case 'rate_limit_tier':
      return random.pick(['free', 'pro', 'business'])
    case 'package':
      return random.pick(['free', 'pro', 'business'])
    case 'feature':
      return random.pick(['storage', 'api_calls'])
    case 'duration':
      return 'permanent'
    case 'quantity':
    case 'ttl_seconds':
      return random.int(1, 60)
    case 'starts_at':
    case 'billing_anchor':
      return undefined
    case 'retry_schedule_seconds':
      return [0]
    case 'role':
      return random.pick(['admin', 'member'])
    case 'user_id':
    case 'owner_id':
    case 'owner_type':
    case 'workspace_id':
    case 'namespace_id':
      return undefined
    default:
      return unknownField
  }
}

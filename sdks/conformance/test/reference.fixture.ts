// A program as each language has one, in plain fetch: a few journeys, asked again by hand.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ErrorCall } from '../src/journeys/error-calls.ts'
import type { ArrivedRequest } from '../src/journeys/receivers.ts'
import type { TenantAccess } from '../src/journeys/tenants.ts'
import type { ThousandWrites } from '../src/journeys/thousand-writes.ts'

const { PLINTH_URL = '', PLINTH_CONTROL_URL = '', PLINTH_OPERATOR_KEY = '', JOURNEYS = '' } = process.env

interface Answered {
  status: number
  headers: Headers
  attempts: number
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many operations
  json: any
}

interface Sent {
  url?: string
  headers?: Record<string, string>
  body?: unknown
}

/** Asks again with the same key until there is an answer. */
async function call(key: string, line: string, { url = PLINTH_URL, headers, body }: Sent = {}): Promise<Answered> {
  const [method = '', path = ''] = line.split(' ')
  const idempotency = method === 'GET' ? {} : { 'idempotency-key': randomUUID() }
  const all = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...idempotency, ...headers }
  for (let attempts = 1; ; attempts++) {
    try {
      const init = { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const answer = await fetch(`${url}/api/v1${path}`, init)
      const text = await answer.text()
      const { status, headers } = answer
      if (status !== 409 || !text.includes('IDEMPOTENCY_IN_PROGRESS')) {
        return { status, headers, attempts, json: text === '' ? undefined : JSON.parse(text) }
      }
    } catch (err) {
      if (!(err instanceof TypeError)) throw err
    }
    await wait(5)
  }
}

async function ask<T>(line: string, body?: object): Promise<T> {
  const [method = '', path = ''] = line.split(' ')
  const sent = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const answer = await fetch(`${PLINTH_CONTROL_URL}${path}`, sent)
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  return JSON.parse(text) as T
}

async function countNamed(told: TenantAccess, url: string, name: string) {
  const listed = await call(told.key, `GET /namespaces?search=${name}`, { url })
  assert.equal(listed.status, 200)
  return listed.json.data.length
}

const routes = new Map<string, string>()
const document = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'))
for (const [path, methods] of Object.entries<Record<string, { 'x-operation'?: string }>>(document.paths)) {
  for (const [method, { 'x-operation': name = '' }] of Object.entries(methods)) {
    routes.set(name, `${method.toUpperCase()} ${path}`)
  }
}

const journeys: Record<string, () => Promise<void>> = {
  async 'first-call'() {
    const { key, user_id } = await ask<TenantAccess>('POST /tenants')
    assert.equal((await call(key, 'GET /user')).json.data.id, user_id)
  },

  async 'all-errors'() {
    for (const { code, status, client, call: told } of await ask<ErrorCall[]>('POST /errors')) {
      assert.ok(told.kind === 'operation' || told.kind === 'request')
      const ids = told.kind === 'operation' ? [...(told.ids ?? [])] : []
      const route = told.kind === 'operation' ? (routes.get(told.operation) ?? '') : `${told.method} ${told.path}`
      const { idempotencyKey, ifMatch } = told.options ?? {}
      const headers = {
        ...(client.workspaceId === undefined ? {} : { 'x-workspace-id': client.workspaceId }),
        ...(client.namespaceId === undefined ? {} : { 'x-namespace-id': client.namespaceId }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      }
      const fields = told.kind === 'operation' ? told.fields : undefined
      const isRead = route.startsWith('GET')
      const query = isRead && fields !== undefined ? `?${new URLSearchParams(fields as Record<string, string>)}` : ''
      const body = isRead ? undefined : told.kind === 'operation' ? fields : told.body
      const line = `${route.replaceAll(/\{\w+\}/g, () => ids.shift() ?? '')}${query}`
      const answer = await call(client.key ?? '', line, { headers, ...(body === undefined ? {} : { body }) })
      assert.deepEqual([answer.json?.error?.code, answer.status], [code, status], JSON.stringify(answer.json))
    }
  },

  async 'cut-after-commit'() {
    const { user_id } = await ask<TenantAccess>('POST /tenants')
    const { url } = await ask<{ url: string }>('POST /proxies', { cut: 'next-write' })
    const name = `cut-${randomUUID().slice(0, 8)}`
    const made = await call(PLINTH_OPERATOR_KEY, 'POST /workspaces', { url, body: { name, owner_id: user_id } })
    assert.deepEqual([made.status, made.attempts, made.headers.get('idempotent-replayed')], [201, 2, 'true'])
    const listed = await call(PLINTH_OPERATOR_KEY, `GET /workspaces?search=${name}`)
    assert.equal(listed.json.data.length, 1)
  },

  async 'killed-in-a-write'() {
    // One is killed before its write is done, the other after.
    for (const _ of ['on its way', 'after its commit']) {
      const crash = await ask<TenantAccess & { id: string; url: string }>('POST /crashes')
      const name = `killed-${randomUUID().slice(0, 8)}`
      const made = await call(crash.key, 'POST /namespaces', { url: crash.url, body: { name } })
      assert.equal(made.status, 201)
      assert.ok(made.attempts > 1, 'the server was not killed')
      assert.equal(await countNamed(crash, crash.url, name), 1)
      await ask(`POST /crashes/${crash.id}/end`)
    }
  },

  async 'rate-limits'() {
    const hour = await ask<TenantAccess>('POST /tenants', { limits: 'hour' })
    const statuses = await Promise.all(
      Array.from({ length: 11 }, async () => (await call(hour.key, 'GET /user')).status),
    )
    assert.deepEqual(statuses.sort(), [...Array(10).fill(200), 429])
    const burst = await ask<TenantAccess>('POST /tenants', { limits: 'burst' })
    const answers = await Promise.all(Array.from({ length: 9 }, () => call(burst.key, 'GET /user')))
    const refused = answers.find(({ status }) => status === 429)
    assert.match(refused?.headers.get('retry-after') ?? '', /^[12]$/)
  },

  async 'webhook-received'() {
    const { key } = await ask<TenantAccess>('POST /tenants')
    const { id, url } = await ask<{ id: string; url: string }>('POST /receivers')
    await call(key, 'POST /webhooks', { body: { url, events: ['namespace.created'] } })
    const made = await call(key, 'POST /namespaces', { body: { name: 'Hooked' } })
    const [request] = await ask<ArrivedRequest[]>(`GET /receivers/${id}/requests?count=1`)
    assert.equal(JSON.parse(request?.body ?? '').data.object.id, made.json.data.id)
    assert.match(request?.headers['webhook-signature'] ?? '', /^v1,/)
  },

  async 'thousand-writes'() {
    const { url, key, namespace_id, feature } = await ask<ThousandWrites>('POST /thousand-writes')
    let left = 1_000
    const write = async () => {
      while (left-- > 0) {
        const line = `POST /namespaces/${namespace_id}/entitlements/usage`
        assert.equal((await call(key, line, { url, body: { feature, quantity: 1 } })).status, 201)
      }
    }
    await Promise.all(Array.from({ length: 10 }, write))
  },
}

for (const id of JOURNEYS.split(',')) {
  const begun = performance.now()
  const detail = await journeys[id]?.().then(
    () => undefined,
    (err: unknown) => String(err),
  )
  const ms = Math.round(performance.now() - begun)
  const ok = id in journeys && detail === undefined
  process.stdout.write(`${JSON.stringify({ id, ok, detail: detail ?? `${ms} ms` })}\n`)
}

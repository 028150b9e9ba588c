import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { inspect } from 'node:util'
import { freePort } from '@plinth/testkit'
import { Client, type ClientOptions, SdkError } from '../src/index.ts'
import { error, json, type ScriptedServer, scriptedServer } from './scripted-server.ts'

const key = `sk_live_secret_${'x'.repeat(20)}`
const ok = json({ data: { id: 'wks_1' } })

/** The error, which must be ours and must not show the key. */
async function failure(call: () => unknown): Promise<SdkError & Record<string, unknown>> {
  try {
    await call()
  } catch (err) {
    assert.ok(err instanceof SdkError, `not ours: ${inspect(err)}`)
    for (const text of [inspect(err, { depth: 9, showHidden: true }), String(err.stack), JSON.stringify(err)]) {
      assert.ok(!text.includes('secret'), text)
    }
    return err as SdkError & Record<string, unknown>
  }
  assert.fail('it succeeded')
}

describe('bad input', () => {
  let server: ScriptedServer
  before(async () => {
    server = await scriptedServer()
  })
  after(() => server.close())
  beforeEach(() => {
    server.asked.length = 0
    server.answers(ok)
  })
  const client = (options: ClientOptions = {}) => new Client(key, { baseUrl: server.url, retryDelay: 1, ...options })

  it('in the key or the address is refused when the client is made', async () => {
    const made: [string, ClientOptions?][] = [
      [''],
      [`${key}\n`],
      [`${key} `],
      [`${key}é`],
      [key, { baseUrl: 'plinth.example.com' }],
      [key, { baseUrl: 'ftp://plinth.example.com' }],
      [key, { baseUrl: `https://${key}@plinth.example.com` }],
      [key, { baseUrl: 'https://plinth.example.com/?a=1' }],
      [key, { baseUrl: 'https://' }],
      [key, { baseUrl: '' }],
      [key, { baseUrl: '/' }],
      [key, { appInfo: { name: 'shop\r\nX: y' } }],
    ]
    for (const [given, options] of made)
      assert.equal((await failure(() => new Client(given, options))).name, 'SdkError')
  })

  it('in ids, headers, paths and bodies is refused before anything is sent', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const calls: (() => Promise<unknown>)[] = [
      ...['', '.', '..', 'a\nb', 'a\u0000', '\ud800', undefined as never, 7 as never].map(
        (id) => () => client().workspaces.get(id),
      ),
      () => client().workspaces.get('wks_1', {}, { workspaceId: 'a\r\nb' }),
      () => client().workspaces.get('wks_1', {}, { namespaceId: '' }),
      () => client().workspaces.get('wks_1', {}, { headers: { 'x y': 'z' } }),
      () => client().workspaces.get('wks_1', {}, { headers: { x: 'a\nb' } }),
      () => client().workspaces.create({ name: 'A' }, { idempotencyKey: '' }),
      () => client().workspaces.create({ name: 'A' }, { idempotencyKey: 'k'.repeat(256) }),
      () => client().workspaces.create({ name: 'A', settings: circular }),
      () => client().workspaces.list({ search: '\ud800' }),
      () => client().workspaces.list({ search: null as never }),
      () => client().workspaces.get('wks_1', {}, { timeout: Number.NaN }),
      ...['workspaces', '/../sessions', '/a/%2e%2e/b', '/a?b=1', '/a b', '/a#b', '/a\\b'].map(
        (path) => () => client().request('GET', path),
      ),
    ]
    for (const call of calls) assert.equal((await failure(call)).name, 'SdkError', call.toString())
    assert.deepEqual(server.asked, [])
  })

  it('that looks like a path stays one id', async () => {
    await client().workspaces.get('../x')
    await client().workspaces.get('a/b?c#d')
    assert.deepEqual(
      server.asked.map(({ url }) => url),
      ['/api/v1/workspaces/..%2Fx', '/api/v1/workspaces/a%2Fb%3Fc%23d'],
    )
  })

  it('of an address that does not answer is named, and whether it was the default', async () => {
    const port = await freePort()
    const refused = await failure(() =>
      client({ baseUrl: `http://127.0.0.1:${port}` }).workspaces.create({ name: 'A' }),
    )
    assert.equal(refused.name, 'TransportError')
    assert.match(refused.message, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`))
    assert.doesNotMatch(refused.message, /default/)
    assert.equal(refused.attempts, 3)
    assert.match(String(refused.idempotencyKey), /^[0-9a-f-]{36}$/)
    const fetch = () => Promise.reject(new TypeError('fetch failed'))
    const { PLINTH_URL } = process.env
    delete process.env['PLINTH_URL']
    try {
      const byDefault = await failure(() => new Client(key, { fetch, retryDelay: 0 }).workspaces.list())
      assert.match(byDefault.message, /^http:\/\/127\.0\.0\.1:8080\/api\/v1 \(the default address/)
    } finally {
      if (PLINTH_URL !== undefined) process.env['PLINTH_URL'] = PLINTH_URL
    }
  })

  it('of a server that speaks no TLS is a TransportError', async () => {
    const plain = createServer((socket) => socket.on('error', () => undefined).end('no TLS\r\n'))
    const port = await freePort()
    await new Promise<void>((resolve) => plain.listen(port, '127.0.0.1', resolve))
    try {
      const tls = await failure(() => client({ baseUrl: `https://127.0.0.1:${port}`, maxRetries: 0 }).workspaces.list())
      assert.equal(tls.name, 'TransportError')
    } finally {
      plain.close()
    }
  })

  it('of a browser is refused, unless it is wanted, or the key is a portal’s', async () => {
    Object.assign(globalThis, { document: {} })
    try {
      assert.match((await failure(() => new Client(key))).message, /browser/)
      assert.ok(
        new Client(key, { dangerouslyAllowBrowser: true }) &&
          new Client('pst_short') &&
          Client.session({ page: 'portal' }),
      )
    } finally {
      Reflect.deleteProperty(globalThis, 'document')
    }
  })
})

describe('the key', () => {
  it('is shown by no inspection, JSON, hook and log', async () => {
    const server = await scriptedServer(error('SERVICE_UNAVAILABLE', 503), ok)
    try {
      const shown: unknown[] = []
      const show = (...all: unknown[]) => {
        shown.push(all)
      }
      const hooks = { logger: { debug: show, warn: show }, onRequest: show, onResponse: show, onRetry: show }
      const client = new Client(key, { baseUrl: server.url, retryDelay: 1, ...hooks })
      await client.workspaces.create({ name: 'A' })
      assert.equal(server.asked[1]?.headers.authorization, `Bearer ${key}`)
      // onRequest, onResponse and a line for each attempt; onRetry and its line.
      assert.equal(shown.length, 8)
      const elsewhere = client.withContext({ workspaceId: 'wks_1' })
      for (const text of [
        inspect([client, elsewhere, shown], { depth: 20, showHidden: true }),
        JSON.stringify([client, shown]),
      ]) {
        assert.ok(!text.includes('secret'), text)
      }
      assert.match(JSON.stringify(shown), /"authorization":"\[redacted\]"/)
    } finally {
      await server.close()
    }
  })
})

describe('a deprecated route', () => {
  it('is warned of once, with its end and its successor, whatever the ids', async () => {
    const headers = {
      deprecation: '@1767607200',
      sunset: 'Tue, 05 Jan 2027 10:00:00 GMT',
      link: '</api/v2/x>; rel="successor-version"',
    }
    const server = await scriptedServer(json({ data: { id: 'wks_1' } }, 200, headers))
    try {
      const warnings: string[] = []
      const logger = { debug: () => undefined, warn: (line: string) => warnings.push(line) }
      const client = new Client(key, { baseUrl: server.url, logger })
      await client.workspaces.get('wks_1')
      await client.withContext({ workspaceId: 'wks_2' }).workspaces.get('wks_2')
      assert.deepEqual(warnings, [
        "GET /workspaces/* of Plinth's API is deprecated and ends on Tue, 05 Jan 2027 10:00:00 GMT; use /api/v2/x.",
      ])
    } finally {
      await server.close()
    }
  })
})

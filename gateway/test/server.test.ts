import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { eventually } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

/** Writes bytes as they are and returns all that comes back until the server closes. */
async function raw(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(bytes)
  return text(socket)
}

/** Asks once and returns what the answer says of the connection. */
async function connectionOf(agent: Agent, url: string, path: string, key: string): Promise<string | undefined> {
  const asking = request(`${url}${path}`, { agent, headers: { authorization: `Bearer ${key}` } }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  return answer.headers.connection
}

describe('the server', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())

  it('is alive and ready', async () => {
    assert.deepEqual((await mesh.ask('GET', '/healthz')).json, { status: 'ok' })
    const ready = await mesh.ask('GET', '/readyz')
    assert.deepEqual([ready.status, ready.json], [200, { status: 'ready' }])
    await mesh.part.running.ready()
  })

  it('404 for every other path, 400 for a version that is not there', async () => {
    for (const path of ['/', '/api', '/api/v1', '/api/v1/', '/healthz/x', '/api/v1/workspaces/', '/api/v1/%zz']) {
      assert.equal((await mesh.ask('GET', path)).json.error.code, 'ENDPOINT_NOT_FOUND', path)
    }
    const answer = await mesh.ask('GET', '/api/v2/workspaces')
    assert.deepEqual([answer.status, answer.json.error.code], [400, 'UNSUPPORTED_API_VERSION'])
  })

  it('answers a browser’s preflight without a key, and lets it read the headers', async () => {
    const headers = {
      origin: 'https://app.example.test',
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,idempotency-key',
    }
    const preflight = await mesh.ask('OPTIONS', '/api/v1/workspaces/wks_home', { headers })
    assert.equal(preflight.status, 204)
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/)
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /idempotency-key/)
    const answer = await mesh.ask('GET', '/api/v1/user', { headers: { origin: 'https://app.example.test' } })
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /X-RateLimit-Remaining/)
  })

  it('says an error as a problem when asked to', async () => {
    const answer = await mesh.ask('GET', '/api/v1/user', { headers: { accept: 'application/problem+json' } })
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.equal(Object(answer.json).code, 'UNAUTHENTICATED')
    assert.equal(Object(answer.json).request_id, answer.headers.get('x-request-id'))
  })

  it('says nothing of the inside when something fails there', async () => {
    mesh.script.refuse(
      Workspaces.listWorkspaces,
      new PlinthError('INTERNAL_ERROR', 'relation "workspace" does not exist'),
    )
    const answer = await mesh.ask('GET', '/api/v1/workspaces', { key: mesh.key() })
    mesh.script.allow(Workspaces.listWorkspaces)
    assert.equal(answer.status, 500)
    assert.deepEqual(answer.json.error, {
      code: 'INTERNAL_ERROR',
      message: 'Something went wrong on our side.',
      request_id: answer.headers.get('x-request-id'),
    })
  })

  it('refuses what is no HTTP in the envelope, with the security headers of every answer', async () => {
    const named = (head: string) => new Map(head.split('\r\n').map((line) => [line.split(':', 1)[0], line]))
    const ordinary = named(await raw(mesh.url, 'GET /api/v1/user HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'))
    const tooLong = `GET /api/v1/user HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`
    for (const [status, bytes] of [
      [400, 'NONSENSE\r\n\r\n'],
      [431, tooLong],
    ] as const) {
      const answer = await raw(mesh.url, bytes)
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} .*"code":"INVALID_FORMAT"`, 's'))
      const lines = named(answer)
      for (const name of ['Content-Security-Policy', 'Strict-Transport-Security', 'X-Content-Type-Options'])
        assert.equal(lines.get(name), ordinary.get(name) ?? 'missing', name)
    }
  })

  it('404 for request targets that are no paths of ours, however strange', async () => {
    const targets = [
      'http://[x/',
      'http://a:b:c/',
      'foo',
      '//',
      '///api/v1/user',
      '/%',
      '/api/v1/user%00',
      '?x',
      '*',
      '/\\..',
      'http://h/x',
    ]
    for (const target of targets) {
      const answer = await raw(mesh.url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      assert.match(answer, /^HTTP\/1\.1 (404|400) /, target)
      assert.match(answer, /"request_id":"req_\w+"/, target)
    }
  })

  it('400 for two hosts, which are counted as any call', async () => {
    const head = `GET /api/v1/user HTTP/1.1\r\nHost: a.example\r\nhOST: b.example\r\nConnection: close\r\n`
    const answer = await raw(mesh.url, `${head}Authorization: Bearer ${mesh.key()}\r\n\r\n`)
    assert.match(answer, /^HTTP\/1\.1 400 .*X-RateLimit-Limit.*"code":"INVALID_FORMAT"/s)
  })

  it('400 in the envelope for HTTP/1.1 without a host, counted as any call and on every door; HTTP/1.0 needs none', async () => {
    const ask = (path: string, version: string) =>
      raw(mesh.url, `GET ${path} HTTP/${version}\r\nConnection: close\r\nAuthorization: Bearer ${mesh.key()}\r\n\r\n`)
    for (const path of ['/api/v1/user', '/healthz', '/docs', '/console']) {
      const answer = await ask(path, '1.1')
      assert.match(answer, /^HTTP\/1\.1 400 .*X-Request-ID: req_\w+.*X-RateLimit-Limit.*"code":"INVALID_FORMAT"/s, path)
      assert.match(answer, /Strict-Transport-Security: /, path)
    }
    const preflight = (hosts: string) =>
      raw(
        mesh.url,
        `OPTIONS /api/v1/user HTTP/1.1\r\n${hosts}Connection: close\r\nOrigin: https://app.example.test\r\nAccess-Control-Request-Method: GET\r\n\r\n`,
      )
    assert.match(await preflight('Host: x\r\n'), /^HTTP\/1\.1 204 /)
    for (const hosts of ['', 'Host: x\r\nHost: y\r\n'])
      assert.match(await preflight(hosts), /^HTTP\/1\.1 400 .*"code":"INVALID_FORMAT".*Send one Host header\./s)
    assert.match(await ask('/api/v1/user', '1.0'), /^HTTP\/1\.1 200 /)
    assert.match(await ask('/healthz', '1.0'), /^HTTP\/1\.1 200 /)
  })

  it('takes the absolute form of a path', async () => {
    const head = `GET http://api.example.test/api/v1/workspaces?per_page=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`
    const answer = await raw(mesh.url, `${head}Authorization: Bearer ${mesh.key()}\r\n\r\n`)
    assert.match(answer, /^HTTP\/1\.1 200 /)
    assert.match(answer, /"first":"http:\/\/x\/api\/v1\/workspaces\?per_page=2&page=1"/)
  })

  it('gives up on a body that does not arrive in time', async () => {
    const hasty = await startMesh({ GATEWAY_REQUEST_TIMEOUT_MS: '1000' })
    const head = `POST /api/v1/workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${hasty.key()}\r\n`
    const answer = await raw(hasty.url, `${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name"`)
    assert.match(answer, /^HTTP\/1\.1 408 /)
    assert.equal(hasty.script.count(Workspaces.createWorkspace), 0)
    await hasty.stop()
  })

  it('413 for a body that is announced as larger than what is read and dropped, before any of it arrives', async () => {
    const hasty = await startMesh({ GATEWAY_REQUEST_TIMEOUT_MS: '1000' })
    const head = `POST /api/v1/workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${hasty.key()}\r\n`
    const announce = (bytes: number) =>
      raw(hasty.url, `${head}Content-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`)
    const refused = /^HTTP\/1\.1 413 .*X-RateLimit-Limit.*"code":"PAYLOAD_TOO_LARGE"/s
    for (const bytes of [16_777_217, 99_999_999_999]) {
      const answer = await announce(bytes)
      assert.match(answer, refused, `${bytes}`)
      assert.match(answer, /^Connection: close\r$/m)
    }
    // A client that sends it slowly reads its answer afterwards.
    for (const bytes of [262_144, 262_145, 16_777_216]) assert.match(await announce(bytes), /^HTTP\/1\.1 408 /)
    await hasty.stop()
  })

  it('one answer to a request that is refused before its body, also when the body never comes', async () => {
    const hasty = await startMesh({ GATEWAY_REQUEST_TIMEOUT_MS: '1000' })
    const head = 'POST /api/v1/workspaces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
    const answer = await raw(hasty.url, `${head}Content-Length: 10\r\n\r\n`)
    assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 401'])
    await hasty.stop()
  })

  it('takes a body that comes in pieces, and does nothing of one that breaks off', async () => {
    const { port } = new URL(mesh.url)
    const before = mesh.script.count(Workspaces.createWorkspace)
    const send = async (pieces: readonly string[]) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.setNoDelay()
      await once(socket, 'connect')
      const head = `POST /api/v1/workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mesh.key()}\r\n`
      socket.write(`${head}Content-Type: application/json\r\nContent-Length: 15\r\n\r\n`)
      for (const piece of pieces) {
        await new Promise(setImmediate)
        await new Promise((resolve) => socket.write(piece, resolve))
      }
      return socket
    }
    const whole = await send(['{"name"', ':"Acme"', '}'])
    const [answer] = await once(whole, 'data')
    assert.match(String(answer), /^HTTP\/1\.1 201 /)
    whole.destroy()
    const broken = await send(['{"name"', ':'])
    broken.destroy()
    await once(broken, 'close')
    assert.equal((await mesh.ask('GET', '/api/v1/workspaces', { key: mesh.key() })).status, 200)
    assert.equal(mesh.script.count(Workspaces.createWorkspace) - before, 1)
  })

  it('503 with Retry-After beyond what it serves at once', async () => {
    const small = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '1' })
    const key = small.key()
    const { promise, resolve } = Promise.withResolvers<void>()
    small.script.hold(Workspaces.listWorkspaces, promise)
    const asking = () => small.ask('GET', '/api/v1/workspaces', { key })
    const first = asking()
    while (small.script.count(Workspaces.listWorkspaces) === 0) await new Promise(setImmediate)
    const second = await asking()
    resolve()
    assert.deepEqual([second.status, second.headers.get('retry-after')], [503, '1'])
    assert.equal((await first).status, 200)
    assert.equal((await asking()).status, 200)
    await small.stop()
  })

  const whole = 'finishes what is in flight when it stops, takes nothing new, and does not wait for idle connections'
  it(whole, { timeout: 60_000 }, async () => {
    // A stop that waits for these limits takes minutes.
    const minutes = { GATEWAY_STOP_TIMEOUT_MS: '300000', GATEWAY_KEEP_ALIVE_TIMEOUT_MS: '600000' }
    const stopping = await startMesh(minutes)
    const key = stopping.key()
    const { promise, resolve } = Promise.withResolvers<void>()
    stopping.script.hold(Workspaces.listWorkspaces, promise)
    const idle = connect(Number(new URL(stopping.url).port), '127.0.0.1')
    await once(idle, 'connect')
    const inFlight = stopping.ask('GET', '/api/v1/workspaces', { key })
    while (stopping.script.count(Workspaces.listWorkspaces) === 0) await new Promise(setImmediate)
    const stopped = stopping.part.running.stop()
    await assert.rejects(stopping.ask('GET', '/healthz'))
    resolve()
    const answer = await inFlight
    assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close'])
    await stopped
  })

  it('tells the client of every kept connection that it ends, from the moment the process begins to stop', async () => {
    const draining = await startMesh()
    const key = draining.key()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (path: string) => connectionOf(agent, draining.url, path, key)
    assert.deepEqual([await ask('/api/v1/workspaces'), await ask('/api/v1/workspaces')], ['keep-alive', 'keep-alive'])
    const { promise, resolve } = Promise.withResolvers<void>()
    draining.script.hold(Workspaces.listWorkspaces, promise)
    const begunBefore = ask('/api/v1/workspaces')
    await eventually(() => assert.equal(draining.script.count(Workspaces.listWorkspaces), 3))
    draining.part.beginStop()
    resolve()
    assert.equal(await begunBefore, 'close')
    for (const path of ['/api/v1/workspaces', '/api/v1/nothing', '/healthz', '/api/openapi.json', '/console'])
      assert.equal(await ask(path), 'close', path)
    agent.destroy()
    await draining.stop()
  })

  it('answers a request that comes on a kept connection just after the gateway began to refuse new ones', async () => {
    const stopping = await startMesh()
    const key = stopping.key()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    assert.equal(await connectionOf(agent, stopping.url, '/api/v1/workspaces', key), 'keep-alive')
    const stopped = stopping.stop()
    assert.equal(await connectionOf(agent, stopping.url, '/api/v1/workspaces', key), 'close')
    await stopped
    agent.destroy()
  })

  it('cannot take a port that is taken', async () => {
    const port = new URL(mesh.url).port
    await assert.rejects(startMesh({ PORT: port }), { code: 'EADDRINUSE' })
  })
})

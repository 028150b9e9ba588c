// GET /events/stream: how long it lasts, what it holds, and what ends it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { storedEventsSubject } from '@plinth/kit/stored-events'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import {
  type RecordRequestLogRequest,
  RequestLogServiceService as RequestLog,
} from '@plinth/proto/tenancy/v1/request_log.ts'
import {
  type RecordRequestsRequest,
  StatisticsServiceService as Statistics,
} from '@plinth/proto/tenancy/v1/statistics.ts'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/events/stream'

interface Opened {
  response: IncomingMessage
  /** The text that has arrived. */
  text(): string
  /** Resolves with true when the server ended it, with false when it was cut. */
  ended: Promise<boolean>
}

describe('GET /events/stream', () => {
  let mesh: Mesh
  let clock: StoppedClock
  const opened: Opened[] = []
  before(async () => {
    clock = new StoppedClock()
    mesh = await startMesh({ GATEWAY_REQUESTS_IN_FLIGHT_MAX: '5' }, clock)
  })
  after(() => mesh?.stop())
  afterEach(async () => {
    for (const { response } of opened.splice(0)) response.destroy()
    for (const method of [Events.tailEvents, Authentication.authenticate]) mesh.script.allow(method)
    Object.assign(mesh.script.access, { role: Role.ROLE_OWNER, status: 'active' })
    // Until nothing that a test changed is cached.
    clock.pass(5_000)
  })

  async function open({ key = mesh.key(), query = '', headers = {}, of = mesh } = {}): Promise<Opened> {
    const request = get(`${of.url}${path}${query}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
      agent: false,
    })
    const [response]: IncomingMessage[] = await once(request, 'response')
    assert.ok(response)
    let text = ''
    response.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    const ended = new Promise<boolean>((resolve) => {
      response.once('error', () => resolve(false)).once('close', () => resolve(response.complete))
    })
    const stream = { response, text: () => text, ended }
    opened.push(stream)
    if (response.statusCode === 200) await eventually(() => assert.match(text, /^retry: 1000\n\n/))
    return stream
  }
  const store = (count: number, payload = '{"id":"evt_1"}', of = mesh) => {
    for (let at = 0; at < count; at++) of.script.stored.push({ type: 'report.ready', payload: Buffer.from(payload) })
    of.part.bus.announce(storedEventsSubject, Buffer.from('wks_home wks_other'))
  }
  const dataIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data)

  it('sends where to go on at once, and then each event with its bytes in one line', async () => {
    const from = mesh.script.stored.length
    const { response, text } = await open({ headers: { 'accept-encoding': 'gzip, br' } })
    const { 'content-type': type, 'x-accel-buffering': buffering, 'cache-control': caching } = response.headers
    assert.deepEqual([type, buffering, caching], ['text/event-stream; charset=utf-8', 'no', 'no-store'])
    assert.equal(response.headers['content-encoding'], undefined)
    assert.equal(text(), `retry: 1000\n\n: ping\nid: ${from}\n\n`)
    store(1, '{"id":"evt_1",\r\n "n":12345678901234567890}')
    const frame = `id: ${from + 1}\nevent: report.ready\ndata: {"id":"evt_1",   "n":12345678901234567890}\n\n`
    await eventually(() => assert.ok(text().endsWith(frame)))
  })

  it('goes on behind Last-Event-ID, which counts before since, and passes types on', async () => {
    const from = mesh.script.stored.length
    store(3)
    const headers = { 'last-event-id': String(from + 1) }
    const { text } = await open({ headers, query: '?since=2026-01-01&types=report.*,invoice.paid' })
    const asked = mesh.script.seen
      .filter(({ method }) => method === Events.tailEvents.path)
      .map((one) => Object(one.request))
    const { cursor, since, types } = asked.find((one) => one.since !== undefined)
    assert.deepEqual([cursor, since, types], [String(from + 1), new Date('2026-01-01'), 'report.*,invoice.paid'])
    assert.equal(dataIn(text()).length, 2)
    const whole = await open({ query: '?since=2026-01-01' })
    await eventually(() => assert.equal(dataIn(whole.text()).length, mesh.script.stored.length))
  })

  it('400 as the service says, before it begins', async () => {
    const details = { cursor: ['The cursor is not known.'] }
    mesh.script.refuse(
      Events.tailEvents,
      new PlinthError('INVALID_PARAMETER', 'A parameter is not valid.', { details }),
    )
    const answer = await mesh.ask('GET', path, { key: mesh.key(), headers: { 'last-event-id': 'x' } })
    assert.deepEqual([answer.status, answer.json.error.details], [400, details])
  })

  it('429 for an eleventh stream of a key, which is no slot in flight and counts no more than its opening', async () => {
    const key = mesh.key({ rateLimitTier: 'pro' })
    const streams = []
    for (let count = 0; count < 10; count++) streams.push(await open({ key }))
    const refused = await mesh.ask('GET', path, { key })
    assert.deepEqual([refused.status, refused.json.error.details], [429, { policy: ['event-streams'] }])
    store(50)
    for (const { text } of streams) await eventually(() => assert.equal(dataIn(text()).length, 50))
    // A workspace has one slot here.
    const usual = await mesh.ask('GET', '/api/v1/events', { key })
    const [before, now] = [streams[0]?.response.headers, Object.fromEntries(usual.headers)].map((headers) =>
      Number(headers?.['x-ratelimit-remaining']),
    )
    assert.deepEqual([usual.status, now], [200, Number(before) - 11])
    streams[0]?.response.destroy()
    await eventually(async () => assert.equal((await mesh.ask('GET', path, { key })).status, 200))
  })

  it('429 counts as refused by a rate limit in the request log and in the statistics', async () => {
    const own = await startMesh({}, new StoppedClock())
    const key = own.key()
    for (let count = 0; count < 10; count++) await open({ of: own, key })
    assert.equal((await own.ask('GET', path, { key })).status, 429)
    await own.stop()
    const reported = (method: { path: string }) => own.script.seen.filter((call) => call.method === method.path)
    const rows = reported(RequestLog.recordRequestLog).flatMap(
      ({ request }) => (request as RecordRequestLogRequest).requests,
    )
    const counts = reported(Statistics.recordRequests).flatMap(
      ({ request }) => (request as RecordRequestsRequest).counts,
    )
    assert.deepEqual(
      rows.map(({ status, limitedBy }) => [status, limitedBy]),
      [[429, 'event-streams']],
    )
    assert.deepEqual(
      counts.map(({ limited }) => limited),
      [1],
    )
  })

  it('sends a ping with where to go on when 15 s are silent, and ends after an hour', async () => {
    const { text, ended } = await open()
    const pings = () => text().split(': ping\n').length - 1
    clock.pass(14_000)
    assert.equal(pings(), 1)
    clock.pass(1_000)
    await eventually(() => assert.equal(pings(), 2))
    assert.match(text(), /\n\n: ping\nid: \d+\n\n$/)
    clock.pass(3_600_000)
    assert.equal(await ended, true)
  })

  it('looks for events every 10 s that no announcement told of', async () => {
    const { text } = await open()
    mesh.script.stored.push({ type: 'report.ready', payload: Buffer.from('{"a":"late"}') })
    clock.pass(10_000)
    await eventually(() => assert.deepEqual(dataIn(text()), ['{"a":"late"}']))
  })

  const narrowings: [string, (key: string) => void][] = [
    ['a revoked key', (key) => mesh.revoke(key)],
    ['another role', () => Object.assign(mesh.script.access, { role: Role.ROLE_MEMBER })],
    ['a suspended workspace', () => Object.assign(mesh.script.access, { status: 'suspended' })],
    [
      'an identity service that refuses',
      () => mesh.script.refuse(Authentication.authenticate, new PlinthError('SERVICE_UNAVAILABLE', 'Away.')),
    ],
  ]
  for (const [what, narrow] of narrowings)
    it(`goes on while nothing changes, and ends within 5 s of ${what}`, async () => {
      const key = mesh.key()
      const { text, ended } = await open({ key })
      const checked = mesh.script.count(Authentication.authenticate)
      clock.pass(4_000)
      await eventually(() => assert.ok(mesh.script.count(Authentication.authenticate) > checked))
      store(1, '{"still":"open"}')
      await eventually(() => assert.deepEqual(dataIn(text()), ['{"still":"open"}']))
      narrow(key)
      clock.pass(5_000)
      assert.equal(await ended, true)
    })

  it('ends when identity does not answer whether the key is still good', async () => {
    const { ended } = await open()
    const held = Promise.withResolvers<void>()
    mesh.script.hold(Authentication.authenticate, held.promise)
    const checked = mesh.script.count(Authentication.authenticate)
    clock.pass(4_000)
    await eventually(() => assert.ok(mesh.script.count(Authentication.authenticate) > checked))
    clock.pass(2_000)
    assert.equal(await ended, true)
    held.resolve()
  })

  it('bridges a webhooks service that is away, and breaks off after 10 s', async () => {
    const { text, ended } = await open()
    const away = () => mesh.script.refuse(Events.tailEvents, new PlinthError('SERVICE_UNAVAILABLE', 'Away.'))
    const asked = () => mesh.script.count(Events.tailEvents)
    let before = asked()
    away()
    store(1, '{"a":"bridged"}')
    await eventually(() => assert.ok(asked() > before))
    mesh.script.allow(Events.tailEvents)
    await eventually(() => assert.deepEqual(dataIn(text()), ['{"a":"bridged"}']))
    away()
    before = asked()
    store(1)
    await eventually(() => assert.ok(asked() > before))
    clock.pass(10_000)
    assert.equal(await ended, false)
  })

  it('ends when the gateway stops', async () => {
    const stopping = await startMesh()
    const { ended } = await open({ of: stopping, key: stopping.key() })
    await stopping.stop()
    assert.equal(await ended, true)
  })
})

describe('a reader that stalls', () => {
  it('costs one page, is read no further for, and is cut when it takes nothing', async () => {
    const mesh = await startMesh({ GATEWAY_ANSWER_TIMEOUT_MS: '3000' })
    const payload = Buffer.from(JSON.stringify({ text: 'x'.repeat(100_000) }))
    for (let at = 0; at < 1_000; at++) mesh.script.stored.push({ type: 'report.ready', payload })
    const key = mesh.key()
    const stalled = Array.from({ length: 10 }, () => {
      const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(`GET ${path}?since=2026-01-01 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`)
      return socket
    })
    try {
      // Each takes the beginning of its answer, and nothing after it.
      await Promise.all(stalled.map((socket) => once(socket, 'data').then(() => socket.pause())))
      assert.equal((await mesh.ask('GET', path, { key })).status, 429)
      // Their places are free again when they are cut.
      await eventually(async () => assert.equal((await mesh.ask('GET', path, { key })).status, 200))
      const pages = 10 * 100
      assert.ok(mesh.script.count(Events.tailEvents) < pages / 2, 'they were read to their end')
    } finally {
      for (const socket of stalled) socket.destroy()
      await mesh.stop()
    }
  })

  it('counts with what its workspace does not read, beyond which nothing is begun for it', async () => {
    const mesh = await startMesh()
    // More than the systems on both sides keep on the way, and more than half of a share.
    const payload = Buffer.from(JSON.stringify({ text: 'x'.repeat(7_000_000) }))
    mesh.script.stored.push({ type: 'report.ready', payload })
    const key = mesh.key()
    const stalled = [1, 2].map(() => connect(Number(new URL(mesh.url).port), '127.0.0.1'))
    try {
      for (const socket of stalled) {
        socket.on('error', () => undefined)
        socket.write(`GET ${path}?since=2026-01-01 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`)
        await once(socket, 'data').then(() => socket.pause())
      }
      const read = () => mesh.script.count(Events.tailEvents)
      const before = read()
      for (const asked of [path, '/api/v1/user']) assert.equal((await mesh.ask('GET', asked, { key })).status, 503)
      assert.equal(read(), before)
      const other = mesh.key({ workspaceId: 'wks_other' })
      assert.equal((await mesh.ask('GET', '/api/v1/user', { key: other })).status, 200)
      for (const socket of stalled) socket.destroy()
      await eventually(async () => assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).status, 200))
    } finally {
      for (const socket of stalled) socket.destroy()
      await mesh.stop()
    }
  })
})

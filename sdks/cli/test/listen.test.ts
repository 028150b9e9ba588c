// `plinth listen`, `events tail`, `events resend` and `trigger`, off a terminal, beside a server of events that the test scripts.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { verifyWebhook } from '../../js/src/webhooks.ts'
import { cli, newHome } from './run-cli.ts'

const event = (n: number, type = 'invoice.paid') =>
  JSON.stringify({ id: `evt_${n}`, type, created_at: '2026-01-05T10:00:00.000Z', data: { amount: n } })
const frame = (n: number, type?: string) => `id: c${n}\nevent: ${type ?? 'invoice.paid'}\ndata: ${event(n, type)}\n\n`

async function listening(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<[Server, string]> {
  const server = createServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`]
}

describe('events on this machine', () => {
  let [plinth, receiver]: Server[] = []
  let [plinthUrl, receiverUrl] = ['', '']
  /** The requests to the streams in their order, and the answer to each; the last answer holds on. */
  let asked: { url: string; lastEventId: string | undefined }[]
  let streams: ((response: ServerResponse) => void)[]
  let requests: string[]
  let received: { path: string; headers: IncomingMessage['headers']; body: string }[]
  let answerOfReceiver: (response: ServerResponse) => void

  before(async () => {
    ;[plinth, plinthUrl] = await listening((request, response) => {
      const { url = '' } = request
      requests.push(`${request.method} ${url}`)
      if (url.includes('/events/stream')) {
        asked.push({ url, lastEventId: request.headers['last-event-id'] as string | undefined })
        const answer = streams.length > 1 ? streams.shift() : streams[0]
        return answer?.(response)
      }
      // The second of two pages has the type of the events.
      const page = url.includes('page=2') ? 2 : 1
      const data = url.includes('/event-types')
        ? [
            {
              ...{
                name: page === 2 ? 'invoice.paid' : 'invoice.sent',
                is_emitted: true,
                example: JSON.parse(event(1)),
              },
              json_schema: {
                type: 'object',
                properties: {
                  data: {
                    type: 'object',
                    properties: { amount: { type: 'integer', maximum: 5_000 }, currency: { enum: ['EUR'] } },
                    required: ['amount'],
                    additionalProperties: false,
                  },
                },
              },
            },
          ]
        : url.includes('/events/')
          ? JSON.parse(event(7))
          : { id: 'key_1', key: { id: 'key_1' }, expires_at: null }
      const list = { meta: { current_page: page, last_page: 2, total: 2 }, links: { next: null } }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data, ...(Array.isArray(data) ? list : {}) }))
    })
    ;[receiver, receiverUrl] = await listening(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      received.push({ path: request.url ?? '', headers: request.headers, body })
      answerOfReceiver(response)
    })
  })
  after(() => {
    for (const server of [plinth, receiver]) {
      server?.closeAllConnections()
      server?.close()
    }
  })
  beforeEach(() => {
    ;[asked, streams, requests, received] = [[], [], [], []]
    answerOfReceiver = (response) => void response.end('ok')
  })

  const stream =
    (text: string, isEnd = false) =>
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      response.write(text)
      if (isEnd) response.socket?.end()
    }
  const ownHome = newHome()
  const run = (args: readonly string[], home = ownHome) =>
    cli(args, { home, env: { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: plinthUrl } })
  const hook = () => `${receiverUrl.replace('http://', '')}/hook`

  it('are sent as Plinth delivers them, signed both ways with a secret that stays the same', async () => {
    streams = [stream(`retry: 1000\n\n: ping\nid: c0\n\n${frame(1)}`)]
    const listened = await run([
      'listen',
      '--forward-to',
      hook(),
      '--header',
      'X-Mine: 1',
      '--once',
      'invoice.*',
      '-o',
      'ndjson',
    ])
    assert.equal(listened.code, 0, listened.stderr)
    const { status_code, ...line } = JSON.parse(listened.stdout)
    assert.deepEqual([line.id, line.type, status_code], ['evt_1', 'invoice.paid', 200])
    const [first] = received
    assert.ok(first)
    const { headers, body } = first
    assert.deepEqual([first.path, body, headers['x-mine']], ['/hook', event(1), '1'])
    assert.deepEqual(
      ['user-agent', 'x-webhook-id', 'x-webhook-event', 'x-webhook-delivery', 'x-webhook-attempt', 'webhook-id'].map(
        (name) => headers[name],
      ),
      ['Plinth-Webhooks/1', 'evt_1', 'invoice.paid', 'local', '1', 'evt_1'],
    )
    const { stdout } = await run(['listen', '--print-secret'])
    const secret = stdout.trim()
    assert.equal(Object(await verifyWebhook(body, headers, secret)).id, 'evt_1')
    assert.equal(Object(await verifyWebhook(body, headers, secret, { scheme: 'body' })).id, 'evt_1')
    assert.equal((await run(['listen', '--print-secret'])).stdout.trim(), secret)
    assert.ok(!listened.stderr.includes(secret))
  })

  it('go on behind the last frame when the stream breaks, and behind a ping as well', async () => {
    streams = [
      stream('retry: 1000\n\n: ping\nid: c0\n\n', true),
      stream(`${frame(1)}${frame(2)}id: c3\nevent: invoice.paid\nda`, true),
      stream(`${frame(3)}${frame(4, 'invoice.voided')}`),
    ]
    const args = [
      '--forward-to',
      hook(),
      '--events',
      'invoice.*',
      '--since',
      '10m',
      '--once',
      'invoice.voided',
      '-o',
      'json',
    ]
    const { code, stdout, stderr } = await run(['listen', ...args])
    assert.equal(code, 0, stderr)
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id)
        .sort(),
      ['evt_1', 'evt_2', 'evt_3', 'evt_4'],
    )
    assert.deepEqual(
      asked.map(({ lastEventId }) => lastEventId),
      [undefined, 'c0', 'c2'],
    )
    assert.match(asked[0]?.url ?? '', /types=invoice\.\*&since=\d{4}-/)
  })

  it('are ready when the first ping has come, and not before', async () => {
    const silent = (response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    const wait = ['listen', '--once', 'invoice.paid', '--timeout', '2s', '-o', 'table']
    streams = [silent]
    const unready = await run(wait)
    assert.deepEqual([unready.code, unready.stderr.includes('Ready.')], [1, false])
    streams = [stream(': ping\nid: c0\n\n')]
    const ready = await run(wait)
    assert.deepEqual([ready.code, ready.stderr.includes('Ready.')], [1, true])
    assert.match(ready.stderr, /No event of the type invoice\.paid came in time\./)
  })

  it('are shown one in a line, as they are stored, by events tail', async () => {
    streams = [
      (response) => {
        stream(frame(1) + frame(2))(response)
        setTimeout(() => response.end(), 200)
      },
      (response) =>
        void response
          .writeHead(403, { 'content-type': 'application/json' })
          .end('{"error":{"code":"FORBIDDEN","message":"No."}}'),
    ]
    const { code, stdout, stderr } = await run(['events', 'tail', '-o', 'ndjson'])
    assert.deepEqual([code, stdout], [3, `${event(1)}\n${event(2)}\n`])
    assert.equal(JSON.parse(stderr).error.code, 'FORBIDDEN')
  })

  it('go to no public address without TLS, and follow no redirect', async () => {
    for (const host of ['0.0.0.0', '169.254.1.1', '[fe80::1]']) {
      const { code, stderr } = await run(['events', 'resend', 'evt_7', '--forward-to', `http://${host}/hook`])
      assert.equal(code, 2)
      assert.match(JSON.parse(stderr).error.message, /is no address of this machine or of a private network: /)
    }
    for (const target of ['http://203.0.113.7/hook', 'http://[2001:db8::1]/hook', 'ftp://localhost/x', '://']) {
      const { code } = await run(['events', 'resend', 'evt_7', '--forward-to', target])
      assert.equal(code, 2, target)
    }
    streams = [stream(frame(7))]
    answerOfReceiver = (response) => void response.writeHead(302, { location: `${receiverUrl}/elsewhere` }).end()
    const { code, stdout } = await run(['events', 'resend', 'evt_7', '--forward-to', hook(), '-o', 'ndjson'])
    assert.deepEqual([code, JSON.parse(stdout).status_code, received.map(({ path }) => path)], [1, 302, ['/hook']])
  })

  it('that cannot be handled end the command with the first failure', async () => {
    streams = [stream(`id: c1\nevent: invoice.paid\ndata: no event\n\n${frame(2)}`)]
    for (const once of [[], ['--once', 'invoice.voided']]) {
      const { code, stderr } = await run(['listen', '--forward-to', hook(), ...once])
      assert.equal(code, 1)
      assert.match(stderr, /is not valid JSON/)
    }
  })

  it('are not signed with a secret from a file that is not understood', async () => {
    const other = newHome()
    const folder = `${other}/.config/plinth`
    mkdirSync(folder, { recursive: true })
    for (const text of ['{"PLINTH_API_KEY": {"secret": "whsec_', '{"PLINTH_API_KEY": {"secret": 1}}', '[null]']) {
      writeFileSync(`${folder}/listen.json`, text, { mode: 0o600 })
      const { code, stderr } = await run(['listen', '--print-secret'], other)
      assert.deepEqual([code, JSON.parse(stderr).error.code], [3, 'FILE_NOT_UNDERSTOOD'], text)
      assert.equal(readFileSync(`${folder}/listen.json`, 'utf8'), text)
    }
  })

  it('come again from the store, byte for byte, to the last receiver', async () => {
    const stored = event(7).replace('{"amount":7}', '{ "amount" : 7.00, "big":12345678901234567890123, "b":1, "1":2 }')
    streams = [stream(`${frame(6)}id: c7\nevent: invoice.paid\ndata: ${stored}\n\n`)]
    await run(['events', 'resend', 'evt_7', '--forward-to', hook()])
    const { code } = await run(['events', 'resend', 'evt_7'])
    assert.deepEqual([code, received.map(({ body }) => body)], [0, [stored, stored]])
    assert.match(asked[0]?.url ?? '', /types=invoice\.paid&since=2026-01-05T10%3A00%3A00\.000Z/)
  })

  it('can be made up by trigger, with any field of the type, and nothing is created', async () => {
    const { code, stderr } = await run(['trigger', 'invoice.paid', '--set', 'data.amount=4200', '--forward-to', hook()])
    assert.equal(code, 0, stderr)
    const { id, type, data } = JSON.parse(received[0]?.body ?? '')
    assert.deepEqual([type, data, received[0]?.headers['webhook-id']], ['invoice.paid', { amount: 4200 }, id])
    assert.ok(
      requests.every((one) => one.startsWith('GET ')),
      requests.join(),
    )
    for (const [assignment, sentence] of [
      ['data.amount=much', /data\.amount must be integer/],
      ['data.none=1', /has no field data\.none\./],
      ['data.amount=5001', /does not fit the schema of its type\.\\ndata\.amount must be <= 5000\./],
      ['data.currency=USD', /data\.currency must be one of \[\\"EUR\\"\]\./],
      ['data={}', /data must have required property 'amount'\./],
      ['data.amount', /must be path=value/],
    ] as const) {
      const refused = await run(['trigger', 'invoice.paid', '--set', assignment, '--forward-to', hook()])
      assert.equal(refused.code, 2)
      assert.match(refused.stderr, sentence)
    }
    assert.equal((await run(['trigger', 'none.such', '--forward-to', hook()])).code, 4)
    assert.equal(received.length, 1)
  })
})

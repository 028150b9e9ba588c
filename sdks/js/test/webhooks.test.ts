import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { SdkError } from '../src/sdk-error.ts'
import {
  nodeWebhookHandler,
  signWebhook,
  type VerifyOptions,
  verifyWebhook,
  WebhookVerificationError,
  webhookHandler,
} from '../src/webhooks.ts'

interface Vector {
  name: string
  secret: string
  headers: Record<string, string>
  body: string
  valid: { standard: boolean; body: boolean }
}

const { vectors }: { vectors: Vector[] } = JSON.parse(
  readFileSync(new URL('../../../docs/guides/webhook-vectors.json', import.meta.url), 'utf8'),
)
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw='
const event = { id: 'evt_1', type: 'ping' }

/** "valid", or the reason. */
async function outcome(verifying: Promise<unknown>): Promise<string> {
  try {
    await verifying
    return 'valid'
  } catch (err) {
    if (err instanceof WebhookVerificationError) return err.reason
    throw err
  }
}

const verifiedWith = async (options: VerifyOptions, change: Record<string, string> = {}) => {
  const { body, headers } = await signWebhook(event, secret, { timestamp: 1_000_000 })
  return outcome(verifyWebhook(body, { ...headers, ...change }, secret, { now: 1_000_000_000, ...options }))
}

describe('verifyWebhook', () => {
  for (const { name, secret: known, headers, body, valid } of vectors) {
    it(`judges the vector: ${name}`, async () => {
      const now = Number(headers['webhook-timestamp']) * 1_000
      for (const scheme of ['standard', 'body'] as const) {
        for (const given of [body, new TextEncoder().encode(body)]) {
          const seen = await outcome(verifyWebhook(given, headers, known, { scheme, now }))
          // Some bodies are no event: their signature is right.
          assert.equal(seen === 'valid' || seen === 'bad_body', valid[scheme], `${scheme}: ${seen}`)
        }
      }
    })
  }

  it('gives the event, with headers of any shape and names in any case', async () => {
    const { body, headers } = await signWebhook(event, secret)
    const pairs = Object.entries(headers)
    const shapes = [
      headers,
      new Headers(headers),
      new Map(pairs),
      pairs,
      Object.fromEntries(pairs.map(([name, value]) => [name.toUpperCase(), [value]])),
      { get: (name: string) => headers[name] ?? null },
    ]
    for (const shape of shapes) assert.deepEqual(await verifyWebhook(body, shape, secret), event)
  })

  it('takes several secrets, as during a rotation', async () => {
    const { body, headers } = await signWebhook(event, ['the-new-secret-of-16', secret])
    for (const known of [secret, 'the-new-secret-of-16', ['neither-of-them', secret]]) {
      assert.deepEqual(await verifyWebhook(body, headers, known), event)
    }
  })

  it('says why: the time is wrong both ways, or is none', async () => {
    const reasons = await Promise.all([
      verifiedWith({ now: 1_000_300_000 }),
      verifiedWith({ now: 1_000_301_000 }),
      verifiedWith({ now: 999_700_000 }),
      verifiedWith({ now: 999_699_000 }),
      verifiedWith({ now: 1_000_011_000, tolerance: 10 }),
      verifiedWith({}, { 'webhook-timestamp': 'now' }),
      verifiedWith({}, { 'webhook-timestamp': '-1' }),
    ])
    assert.deepEqual(reasons, ['valid', 'too_old', 'valid', 'too_new', 'too_old', 'bad_timestamp', 'bad_timestamp'])
  })

  it('says why: a header is missing, and the other signature is no replacement', async () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      assert.equal(await verifiedWith({}, { [name]: '' }), 'missing_header')
    }
    assert.equal(await verifiedWith({ scheme: 'body' }, { 'x-webhook-signature': '' }), 'missing_header')
    assert.equal(await verifiedWith({ scheme: 'body', now: 0 }), 'valid')
  })

  it('says why: the body was parsed, or the secret is none', async () => {
    const { body, headers } = await signWebhook(event, secret)
    for (const parsed of [JSON.parse(body), [], null, undefined, 1]) {
      await assert.rejects(verifyWebhook(parsed, headers, secret), { reason: 'not_raw', message: /express\.raw/ })
    }
    for (const none of ['', 'with\nnewline', [], [''], undefined as never, 1 as never]) {
      assert.equal(await outcome(verifyWebhook(body, headers, none)), 'bad_secret')
    }
  })

  it('says why: the signature is right, and the body is no event', async () => {
    const bodies = ['', 'ping', '\uFEFF{"type":"ping"}', '[]', '5', 'null', '{"type":1}', '{"type":"ping","data":NaN}']
    for (const body of bodies) {
      const { headers } = await signWebhook(body, secret)
      for (const scheme of ['standard', 'body'] as const) {
        assert.equal(await outcome(verifyWebhook(body, headers, secret, { scheme })), 'bad_body', body)
      }
    }
    const bytes = new Uint8Array([...new TextEncoder().encode('{"type":"'), 0xff, 0x22, 0x7d])
    // signWebhook takes text: what is not UTF-8 is signed here.
    const mac = createHmac('sha256', secret).update(bytes).digest('hex')
    const headers = { 'x-webhook-signature': `sha256=${mac}` }
    assert.equal(await outcome(verifyWebhook(bytes, headers, secret, { scheme: 'body' })), 'bad_body')
  })
})

describe('headers of another shape', () => {
  for (const headers of [undefined, null, 5, 'webhook-id: a', ['a'], [[]], [null], { 'webhook-id': 5 }, { get: 1 }]) {
    it(`are missing: ${JSON.stringify(headers)}`, async () => {
      const { body } = await signWebhook(event, secret)
      assert.equal(await outcome(verifyWebhook(body, headers as never, secret)), 'missing_header')
    })
  }
})

describe('the options of verifyWebhook', () => {
  const wrong: [string, object][] = [
    ['tolerance', { tolerance: Number.NaN }],
    ['tolerance', { tolerance: 'abc' }],
    ['tolerance', { tolerance: null }],
    ['tolerance', { tolerance: -1 }],
    ['now', { now: Number.NaN }],
    ['scheme', { scheme: 'Standard' }],
  ]

  it('let no request of any age pass where they are no numbers or no scheme', async () => {
    const { body, headers } = await signWebhook(event, secret, { timestamp: 0 })
    for (const [name, options] of wrong) {
      await assert.rejects(verifyWebhook(body, headers, secret, options), (err: unknown) => {
        assert.ok(err instanceof SdkError && !(err instanceof WebhookVerificationError), String(err))
        assert.match(err.message, new RegExp(`^${name} must be `))
        return true
      })
    }
  })
})

describe('the handlers', () => {
  const failures: unknown[] = []
  const options = { onError: (err: unknown) => failures.push(err) }

  it('answer 204 when the work is done, 401 to a stranger, 500 when the work throws', async () => {
    const { body, headers } = await signWebhook(event, secret)
    const request = (more: Record<string, string> = {}) =>
      new Request('http://127.0.0.1/', { method: 'POST', body, headers: { ...headers, ...more } })
    const seen: unknown[] = []
    const handle = webhookHandler(secret, (one) => seen.push(one), options)
    const done = await handle(request())
    const stranger = await handle(request({ 'webhook-signature': 'v1,AAAA' }))
    const broken = new Error('the work')
    const fails = webhookHandler(secret, () => Promise.reject(broken), options)
    assert.deepEqual([done.status, stranger.status, await stranger.text()], [204, 401, 'no_match'])
    assert.equal((await fails(request())).status, 500)
    assert.deepEqual([seen, failures.splice(0)], [[event], [broken]])
  })

  it('read no further than any body of Plinth goes, also where the server bounds none', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        // Beyond that the whole was read.
        if (sent > 64 * 1_048_576) controller.close()
        else controller.enqueue(new Uint8Array(65_536))
      },
    })
    const { headers } = await signWebhook(event, secret)
    const init = { method: 'POST', body: endless, headers, duplex: 'half' } as const
    const answer = await webhookHandler(secret, () => undefined, options)(new Request('http://127.0.0.1/', init))
    assert.deepEqual([answer.status, await answer.text(), failures], [401, 'no_match', []])
    assert.ok(sent < 8 * 1_048_576, `${sent} bytes were read`)
  })

  it('read the body in Node.js, or take the bytes of a parser, and say so when a JSON parser was first', async () => {
    const { body, headers } = await signWebhook(event, secret)
    const seen: unknown[] = []
    const handle = nodeWebhookHandler(secret, (one) => seen.push(one), options)
    // The fields that Express adds to a request.
    let parser = async (_: Parameters<typeof handle>[0]): Promise<unknown> => undefined
    const server = createServer(async (request, answer) => {
      const parsed = await parser(request)
      await handle(parsed === undefined ? request : Object.assign(request, { body: parsed }), answer)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const post = async () => (await fetch(url, { method: 'POST', body, headers })).status
      assert.equal(await post(), 204)
      const read = async (request: AsyncIterable<Uint8Array | string>) => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(Buffer.from(chunk))
        return Buffer.concat(chunks)
      }
      parser = read
      assert.equal(await post(), 204)
      parser = async (request) => JSON.parse(String(await read(request)))
      assert.equal(await post(), 500)
      assert.deepEqual(seen, [event, event])
      assert.deepEqual(
        failures.map((err) => err instanceof WebhookVerificationError && err.reason),
        ['not_raw'],
      )
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })
})

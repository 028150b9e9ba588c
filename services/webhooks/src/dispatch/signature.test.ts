import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { signatureHeaders, signingKey } from './signature.ts'

const signed = { id: 'evt_1', timestampSeconds: 1_640_995_200, body: Buffer.from('{"é":1}') }
const hmac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', key).update(text).digest(encoding)
const standardText = 'evt_1.1640995200.{"é":1}'
const key = Buffer.alloc(32, 7)
const generated = `whsec_${key.toString('base64')}`

describe('the signatures of a request', () => {
  it('match a fixed vector', () => {
    // The example that Standard Webhooks publishes.
    const vector = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1_614_265_330,
      body: Buffer.from('{"test": 2432232314}'),
    }
    const headers = signatureHeaders(vector, { current: signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') })
    assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })
  it('use the secret as it is for the body, and its decoded bytes for the standard one', () => {
    assert.deepEqual(signatureHeaders(signed, { current: signingKey(generated) }), {
      'x-webhook-signature': `sha256=${hmac(generated, '{"é":1}', 'hex')}`,
      'x-webhook-timestamp': '1640995200',
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1640995200',
      'webhook-signature': `v1,${hmac(key, standardText, 'base64')}`,
    })
  })
  it('use the whole string for both where it is not whsec_ and base64', () => {
    for (const secret of ['whsec_abc123...', 'a plain shared secret', 'whsec_', 'bm90IHByZWZpeGVkIQ==']) {
      const headers = signatureHeaders(signed, { current: signingKey(secret) })
      assert.equal(headers['webhook-signature'], `v1,${hmac(secret, standardText, 'base64')}`)
    }
  })
  it('during a grace: one standard signature per secret, the single one still by the old secret', () => {
    const headers = signatureHeaders(signed, {
      current: signingKey('new secret of it'),
      previous: signingKey('old secret of it'),
    })
    const both = ['new secret of it', 'old secret of it'].map((secret) => `v1,${hmac(secret, standardText, 'base64')}`)
    assert.equal(headers['webhook-signature'], both.join(' '))
    assert.equal(headers['x-webhook-signature'], `sha256=${hmac('old secret of it', '{"é":1}', 'hex')}`)
  })
})

describe('the vectors of the webhooks guide', () => {
  it('are signed as Plinth signs', async () => {
    const file = new URL('../../../../docs/guides/webhook-vectors.json', import.meta.url)
    const { vectors } = JSON.parse(await readFile(file, 'utf8'))
    const right = vectors.filter(({ valid }: { valid: Record<string, boolean> }) => valid['standard'] && valid['body'])
    assert.ok(right.length >= 6)
    for (const { name, secret, headers, body } of right) {
      const id = headers['webhook-id']
      const timestampSeconds = Number(headers['webhook-timestamp'])
      const made = signatureHeaders({ id, timestampSeconds, body: Buffer.from(body) }, { current: signingKey(secret) })
      assert.ok(headers['webhook-signature'].split(' ').includes(made['webhook-signature']), name)
      assert.equal(made['x-webhook-signature'], headers['x-webhook-signature'], name)
    }
  })
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { signatureHeaders, signingKey } from '../src/dispatch/signature.ts'

interface Vector {
  name: string
  secret: string
  headers: Record<string, string>
  body: string
  valid: { standard: boolean }
}

const file = new URL('../../../docs/guides/webhook-vectors.json', import.meta.url)
const { vectors }: { vectors: Vector[] } = JSON.parse(await readFile(file, 'utf8'))

/** The published library, with the key as we read it: base64 after whsec_, else the whole string. */
function oracle(secret: string): Webhook {
  const encoded = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(secret)?.[1]
  return encoded ? new Webhook(secret) : new Webhook(secret, { format: 'raw' })
}

const accepts = (webhook: Webhook, body: string, headers: Record<string, string>): boolean => {
  try {
    webhook.verify(body, headers)
    return true
  } catch {
    return false
  }
}

const secrets = ['a plain shared secret', 'whsec_abc123...', 'bm90IHByZWZpeGVkIQ==', ...[24, 31, 32, 64].map(made)]
function made(length: number): string {
  return `whsec_${randomBytes(length).toString('base64')}`
}

describe('the Standard Webhooks library', () => {
  const now = Math.floor(Date.now() / 1_000)
  const bodies = ['{}', '{"é":"☃🚀"}', JSON.stringify({ text: 'x'.repeat(100_000) })]

  it('verifies what we sign, with every kind of secret, and nothing that was changed', () => {
    for (const secret of secrets)
      for (const body of bodies) {
        const headers = signatureHeaders(
          { id: 'evt_1', timestampSeconds: now, body: Buffer.from(body) },
          { current: signingKey(secret) },
        )
        assert.ok(accepts(oracle(secret), body, headers), secret)
        assert.ok(!accepts(oracle(secret), `${body} `, headers))
        assert.ok(!accepts(oracle(secret), body, { ...headers, 'webhook-id': 'evt_2' }))
        assert.ok(!accepts(oracle('another secret of ours'), body, headers))
      }
  })

  it('signs to the byte as we do', () => {
    for (const secret of secrets)
      for (const body of bodies) {
        const ours = signatureHeaders(
          { id: 'evt_1', timestampSeconds: now, body: Buffer.from(body) },
          { current: signingKey(secret) },
        )
        assert.equal(oracle(secret).sign('evt_1', new Date(now * 1_000), body), ours['webhook-signature'])
      }
  })

  it('verifies during a rotation with the new secret and with the old', () => {
    const [current, previous] = [made(32), made(32)]
    const headers = signatureHeaders(
      { id: 'evt_1', timestampSeconds: now, body: Buffer.from('{}') },
      { current: signingKey(current), previous: signingKey(previous) },
    )
    for (const secret of [current, previous]) assert.ok(accepts(oracle(secret), '{}', headers))
  })

  for (const { name, secret, headers, body, valid } of vectors)
    it(`answers as the guide's vectors say: ${name}`, (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: Number(headers['webhook-timestamp']) * 1_000 || 0 })
      assert.equal(accepts(oracle(secret), body, headers), valid.standard)
    })
})

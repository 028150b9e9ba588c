import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { hashOfApiKey, makeApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { KeyReportsServiceService as Reports } from '@plinth/proto/identity/v1/key_reports.ts'
import { decodeMessage, revocationSubject } from '../src/revocation/messages.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('POST /keys/report', () => {
  let mesh: Mesh
  const dropped: unknown[] = []
  before(async () => {
    mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '3000' })
    await mesh.part.bus.listen(revocationSubject, (data) => {
      const said = decodeMessage(data)
      if (said.kind === 'drop') dropped.push(said.only)
    })
  })
  after(() => mesh.stop())
  beforeEach(() => {
    dropped.length = 0
  })
  const report = (key: unknown, headers: Record<string, string> = {}) =>
    mesh.ask('POST', '/api/v1/keys/report', { body: { key }, headers })

  it('revokes a key of ours before it answers, at every gateway', async () => {
    const key = mesh.key()
    assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).status, 200)
    assert.equal((await report(key)).status, 202)
    assert.equal(dropped.length, 1)
    assert.equal((await mesh.ask('GET', '/api/v1/user', { key })).json.error.code, 'INVALID_API_KEY')
  })

  it('drops no nameless access when identity names no key', async () => {
    const key = mesh.key({ family: { keyId: '' } })
    assert.equal((await report(key)).status, 202)
    assert.deepEqual(dropped, [[hashOfApiKey(key)]])
  })

  it('answers 202 with the same bytes whatever it was, and drops nothing for what is not ours', async () => {
    const known = mesh.key()
    const madeUp = makeApiKey('sk_live')
    const secret = known.split('_').at(-2) ?? ''
    const texts = [known, known, madeUp.key, known.replace(secret, secret.toLowerCase()), '', 'é', 'x'.repeat(1_000)]
    const answers = []
    for (const text of texts) answers.push(await report(text, { 'x-request-id': 'same' }))
    const shown = answers.map(({ status, text, headers }) => ({
      status,
      text,
      headers: [...headers].filter(([name]) => !['date', 'x-ratelimit-reset', 'ratelimit'].includes(name)),
    }))
    for (const one of shown) assert.deepEqual(one, shown[0])
    assert.equal(shown[0]?.status, 202)
    assert.equal(answers[0]?.headers.get('content-length'), '0')
    assert.equal(dropped.length, 1)
  })

  it('asks with the hash of the whole key, never with the key', async () => {
    const { key } = makeApiKey('sk_live')
    await report(` ${key}\n`)
    const { request, context } = mesh.script.last(Reports.reportKey)
    const parsed = parseApiKey(key)
    assert.deepEqual(request, { lookupId: parsed?.lookupId, keyHash: parsed?.hash })
    assert.equal(context.principal, undefined)
    assert.ok(!JSON.stringify(mesh.script.seen).includes(key))
  })

  it('422 without a key, or with more than a key can be', async () => {
    for (const body of [{}, { key: 7 }, { key: 'x'.repeat(1_001) }]) {
      const answer = await mesh.ask('POST', '/api/v1/keys/report', { body })
      assert.deepEqual([answer.status, answer.json.error.code], [422, 'VALIDATION_ERROR'])
    }
  })

  it('413 for a body of more than 8 KiB, or of more than 10 values', async () => {
    for (const body of [{ key: 'x'.repeat(8_192) }, { key: Array.from({ length: 10 }, () => 'x'.repeat(10)) }]) {
      const { status, json } = await mesh.ask('POST', '/api/v1/keys/report', { body })
      assert.deepEqual([status, json.error.code], [413, 'PAYLOAD_TOO_LARGE'])
    }
    assert.equal(
      (await mesh.ask('POST', '/api/v1/keys/report', { body: `{"key":"x"}${' '.repeat(8_181)}` })).status,
      202,
    )
  })

  it('429 beyond 60 a minute from one address, whatever key comes along', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.7', authorization: `Bearer ${mesh.key()}` }
    const answers = await Promise.all(Array.from({ length: 61 }, () => report('x', headers)))
    const refused = answers.filter(({ status }) => status !== 202)
    assert.deepEqual(
      refused.map(({ json }) => json.error.code),
      ['RATE_LIMIT_EXCEEDED'],
    )
  })
})

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { type Cause, diagnose, type Given } from './diagnosis.ts'

interface Vector {
  name: string
  secret: string
  headers: Record<string, string>
  body: string
  valid: { standard: boolean; body: boolean }
}

const file = new URL('../../../../docs/guides/webhook-vectors.json', import.meta.url)
const { vectors }: { vectors: Vector[] } = JSON.parse(await readFile(file, 'utf8'))

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw='
const key = Buffer.from(secret.slice(6), 'base64')
const id = 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p'
const timestamp = '1767607200'
const sent = '{"id":"evt_01kb0q4c7q4k6h8j2d5f7s9a1p","data":{"name":"Müller & Söhne","link":"https://example.com"}}'

const base64 = (by: Buffer | string, text: string) => createHmac('sha256', by).update(text).digest('base64')
const hex = (by: Buffer | string, text: string) => createHmac('sha256', by).update(text).digest('hex')

/** A request as Plinth signs it, of which the reader gives something else. */
function given(change: Partial<Given> & { signed?: string } = {}): Given {
  const { signed = sent, ...rest } = change
  return {
    secret,
    previousSecret: '',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${base64(key, `${id}.${timestamp}.${signed}`)}`,
      'x-webhook-signature': `sha256=${hex(secret, signed)}`,
    },
    body: sent,
    ownSignature: '',
    ...rest,
  }
}

const nowMs = Number(timestamp) * 1_000
const diagnosed = (change: Parameters<typeof given>[0]) => diagnose(given(change), nowMs)

/** Asserts that neither signature matches, both for this reason. */
async function assertBoth(change: Parameters<typeof given>[0], ...causes: Cause[]): Promise<void> {
  const { standard, body } = await diagnosed(change)
  assert.deepEqual({ standard, body }, { standard: { isValid: false, causes }, body: { isValid: false, causes } })
}

describe('the verifier, on the vectors of the guide', () => {
  const none = { standard: [], body: [] }
  const noMatch = [{ kind: 'no_match' }]
  const reasons: Record<string, { standard: readonly object[]; body: readonly object[] }> = {
    'during a grace: both sign, the single one by the old secret; known: the new secret': {
      ...none,
      body: [{ kind: 'rotation' }],
    },
    'another secret': { standard: noMatch, body: noMatch },
    'a changed body': { standard: noMatch, body: noMatch },
    'the same JSON, printed again': {
      standard: [{ kind: 'body', change: 'printed_anew' }],
      body: [{ kind: 'body', change: 'printed_anew' }],
    },
    'another id': { ...none, standard: [{ kind: 'id_or_time' }] },
    'another time': { ...none, standard: [{ kind: 'id_or_time' }] },
    'no signatures': {
      standard: [{ kind: 'missing_header', headers: ['webhook-signature'] }],
      body: [{ kind: 'missing_header', headers: ['x-webhook-signature'] }],
    },
    'signatures with a character that is not ASCII': { standard: noMatch, body: noMatch },
    'a signature without its version': {
      ...none,
      standard: [{ kind: 'format', expected: 'v1,VP+q3PGbQ9ZINV3tOsoFAe9cN0ZR6A16Vxn6t6QcCqY=' }],
    },
    'a signature cut short': { standard: [{ kind: 'cut_short' }], body: [{ kind: 'cut_short' }] },
    'hex in upper case': {
      ...none,
      body: [{ kind: 'format', expected: 'sha256=72adc1e1cf934b55a529e70d0be98c81888bf208943567027926e76d221ebee9' }],
    },
    'the key is the text of the secret': { ...none, standard: [{ kind: 'key', mistake: 'text' }] },
  }
  for (const vector of vectors) {
    it(vector.name, async () => {
      const { standard, body } = await diagnose(given(vector), nowMs)
      assert.deepEqual({ standard: standard.isValid, body: body.isValid }, vector.valid)
      assert.deepEqual({ standard: standard.causes, body: body.causes }, reasons[vector.name] ?? none)
    })
  }
})

describe('what the verifier says of a body', () => {
  it('that has a newline at its end, which the signed one has not', () =>
    assertBoth({ body: `${sent}\n` }, { kind: 'body', change: 'newline_removed' }))
  it('that lost the newline at its end', () =>
    assertBoth({ signed: `${sent}\n` }, { kind: 'body', change: 'newline_added' }))
  it('whose line breaks were changed', () =>
    assertBoth({ signed: '{\r\n"a":1\r\n}', body: '{\n"a":1\n}' }, { kind: 'body', change: 'line_breaks' }))
  it('with spaces around it', () => assertBoth({ body: `  ${sent} ` }, { kind: 'body', change: 'trimmed' }))
  it('that was copied as a string', () =>
    assertBoth({ body: JSON.stringify(sent) }, { kind: 'body', change: 'unquoted' }))

  const printed: Record<string, string> = {
    'indented by JavaScript': JSON.stringify(JSON.parse(sent), null, 2),
    'printed by Python': sent
      .replaceAll('":', '": ')
      .replaceAll(',"', ', "')
      .replaceAll('ü', '\\u00fc')
      .replaceAll('ö', '\\u00f6'),
    'printed by PHP': sent.replaceAll('/', '\\/').replaceAll('ü', '\\u00fc').replaceAll('ö', '\\u00f6'),
    'printed by Go': sent.replaceAll('&', '\\u0026'),
  }
  for (const [how, body] of Object.entries(printed))
    it(`${how} again`, async () => {
      assert.notEqual(body, sent)
      await assertBoth({ body }, { kind: 'body', change: 'printed_anew' })
    })

  it('that is not the one that Plinth sent', () =>
    assertBoth({ body: '{"id":"evt_other"}', sentBody: sent }, { kind: 'body', change: 'as_sent' }))
})

describe('what the verifier says of a secret', () => {
  const old = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  it('that is the new one, of a request from before the rotation', () =>
    assertBoth({ secret: old, previousSecret: secret }, { kind: 'key', mistake: 'previous_secret' }))
  it('with a line break around it', () => assertBoth({ secret: `${secret}\n` }, { kind: 'key', mistake: 'spaces' }))
  it('in quotes', () => assertBoth({ secret: `"${secret}"` }, { kind: 'key', mistake: 'spaces' }))
  it('without its whsec_', () => assertBoth({ secret: secret.slice(6) }, { kind: 'key', mistake: 'prefix_missing' }))
  it('with a body that was changed as well', () =>
    assertBoth(
      { secret: ` ${secret}`, body: `${sent}\n` },
      { kind: 'key', mistake: 'spaces' },
      { kind: 'body', change: 'newline_removed' },
    ))
  it('that is empty', async () => {
    const { standard, body } = await diagnosed({ secret: '' })
    assert.deepEqual([standard.causes, body.causes], [[{ kind: 'bad_secret' }], [{ kind: 'bad_secret' }]])
  })
})

describe('what the verifier says of a signature that the reader computed', () => {
  const whole = `${id}.${timestamp}.${sent}`
  const cases: Record<string, { signature: string; scheme: string; causes: readonly Cause[] }> = {
    'the right one': { signature: `v1,${base64(key, whole)}`, scheme: 'standard', causes: [] },
    'the right one of the body': { signature: `sha256=${hex(secret, sent)}`, scheme: 'body', causes: [] },
    'without its version': {
      signature: base64(key, whole),
      scheme: 'standard',
      causes: [{ kind: 'format', expected: `v1,${base64(key, whole)}` }],
    },
    'in hex': {
      signature: hex(key, whole),
      scheme: 'standard',
      causes: [{ kind: 'format', expected: `v1,${base64(key, whole)}` }],
    },
    'with the text of the secret as key': {
      signature: base64(secret, whole),
      scheme: 'standard',
      causes: [{ kind: 'key', mistake: 'text' }],
    },
    'with the part after whsec_ as key': {
      signature: base64(secret.slice(6), whole),
      scheme: 'standard',
      causes: [{ kind: 'key', mistake: 'after_prefix' }],
    },
    'with the decoded key, of the body': {
      signature: hex(key, sent),
      scheme: 'body',
      causes: [{ kind: 'key', mistake: 'decoded' }],
    },
    'of the body alone': {
      signature: base64(key, sent),
      scheme: 'standard',
      causes: [{ kind: 'content', mistake: 'body_alone' }],
    },
    'of the time and the body': {
      signature: base64(key, `${timestamp}.${sent}`),
      scheme: 'standard',
      causes: [{ kind: 'content', mistake: 'time_and_body' }],
    },
    'of JSON that was printed anew': {
      signature: base64(key, `${id}.${timestamp}.${sent.replaceAll('":', '": ').replaceAll(',"', ', "')}`),
      scheme: 'standard',
      causes: [{ kind: 'body', change: 'printed_anew' }],
    },
  }
  for (const [name, { signature, scheme, causes }] of Object.entries(cases))
    it(name, async () => {
      const { own } = await diagnosed({ ownSignature: signature })
      assert.deepEqual(own, { scheme, isValid: causes.length === 0, causes })
    })

  it('that comes from nothing it knows', async () => {
    for (const ownSignature of ['v1,', 'nonsense', hex('other', sent)]) {
      const { own } = await diagnosed({ ownSignature })
      assert.deepEqual(own, { scheme: undefined, isValid: false, causes: [{ kind: 'no_match' }] })
    }
  })
})

describe('what the verifier says of the time', () => {
  it('is the age of the request, also ahead of the clock', async () => {
    assert.equal((await diagnose(given(), nowMs + 301_000)).ageSeconds, 301)
    assert.equal((await diagnose(given(), nowMs - 60_000)).ageSeconds, -60)
  })
  it('is nothing without a number of seconds', async () => {
    const headers = { ...given().headers, 'webhook-timestamp': '2026-01-05T10:00:00Z' }
    const { ageSeconds, standard } = await diagnosed({ headers })
    assert.deepEqual([ageSeconds, standard.causes], [undefined, [{ kind: 'bad_timestamp' }]])
  })
})

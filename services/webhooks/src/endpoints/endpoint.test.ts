import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fieldMistakes } from './endpoint.ts'
import { newSecret, secretMistakes } from './secret.ts'

const wrong = (fields: Parameters<typeof fieldMistakes>[0]) => Object.keys(fieldMistakes(fields, []))

describe('the fields of a webhook', () => {
  it('are refused with a sentence for each mistake', () => {
    const refused = ['The event cow.jumped does not exist.']
    assert.deepEqual(fieldMistakes({ events: ['workspace.updated', 'cow.jumped'], description: 'ours' }, refused), {
      events: refused,
    })
    assert.deepEqual(wrong({ events: [], description: 'x'.repeat(1_001) }), ['events', 'description'])
  })
  it('description: counted in characters', () => {
    assert.deepEqual(wrong({ events: ['*'], description: '😀'.repeat(1_000) }), [])
    assert.deepEqual(wrong({ events: ['*'], description: '😀'.repeat(1_001) }), ['description'])
  })
  it('schedule: up to ten delays of up to a day', () => {
    assert.deepEqual(wrong({ retryScheduleSeconds: [0, 86_400] }), [])
    assert.deepEqual(wrong({ retryScheduleSeconds: [86_401] }), ['retry_schedule_seconds'])
    assert.deepEqual(wrong({ retryScheduleSeconds: Array.from({ length: 11 }, () => 1) }), ['retry_schedule_seconds'])
  })
  it('channels: text that can be stored', () => {
    assert.deepEqual(wrong({ channels: ['eu', 'x'.repeat(100), '😀'.repeat(100)] }), [])
    for (const channel of ['', 'x'.repeat(101), '😀'.repeat(101), 'a\0', '\udc00'])
      assert.deepEqual(wrong({ channels: [channel] }), ['channels'])
  })
  it('headers: none of ours, none of the connection, no line breaks', () => {
    assert.deepEqual(wrong({ headers: { Authorization: 'Bearer x', 'X-Tenant': 'a' } }), [])
    for (const name of [
      'Host',
      'Content-Length',
      'X-Webhook-Signature',
      'webhook-id',
      'X-Forwarded-For',
      'Connection',
      'a b',
      '',
    ]) {
      assert.deepEqual(wrong({ headers: { [name]: 'x' } }), ['headers'], name)
    }
    for (const value of ['a\r\nb: c', 'a\nb', 'é', '\u0000'])
      assert.deepEqual(wrong({ headers: { 'x-a': value } }), ['headers'])
    assert.deepEqual(wrong({ headers: { 'x-a': '1', 'X-A': '2' } }), ['headers'])
  })
})

describe('the secret of a webhook', () => {
  it('is 16 to 256 printable characters when supplied', () => {
    for (const secret of ['whsec_abc123...x', 'x'.repeat(256)]) assert.deepEqual(secretMistakes(secret), [])
    for (const secret of ['x'.repeat(15), 'x'.repeat(257), 'sixteen\tcharacters', 'sixteen characteré']) {
      assert.equal(secretMistakes(secret).length, 1)
    }
  })
  it('is whsec_ and 32 bytes in base64 when made', () => {
    assert.match(newSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.notEqual(newSecret(), newSecret())
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entryOf, entryText } from './entry.ts'

const event = {
  id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  type: 'workspace.updated',
  workspaceId: 'wks_1',
  namespaceId: '',
  createdAt: new Date('2026-01-05T10:00:00.000Z'),
  objectId: 'wks_1',
  objectType: 'workspace',
  attributesJson: '{"name":"Acme"}',
}

describe('an entry of the audit log', () => {
  it('is the same text in every release: its seal was computed over it', () => {
    const full = entryOf({
      ...event,
      actor: { type: 'user', id: 'usr_1', keyId: 'key_1', name: 'Ada "A" Lövelace' },
      requestId: 'req_1',
      idempotencyKey: 'once',
      ip: '203.0.113.7',
      userAgent: 'curl/8',
      changesJson: '{"limit":{"from":12345678901234567890,"to":null}}',
      objectName: 'Acme',
    })
    assert.equal(
      entryText(full),
      '{"id":"evt_01kb0q4c7q4k6h8j2d5f7s9a1p","at":"2026-01-05T10:00:00.000Z","action":"workspace.updated",' +
        '"workspace_id":"wks_1","namespace_id":null,' +
        '"actor":{"type":"user","id":"usr_1","key_id":"key_1","name":"Ada \\"A\\" Lövelace"},' +
        '"target":{"type":"workspace","id":"wks_1","name":"Acme"},' +
        '"changes":{"limit":{"from":12345678901234567890,"to":null}},' +
        '"request_id":"req_1","idempotency_key":"once","ip":"203.0.113.7","user_agent":"curl/8"}',
    )
  })

  it('is another text with any other column, also without a type of actor', () => {
    const plain = entryOf(event)
    const texts = Object.keys(plain).map((column) =>
      entryText({ ...plain, [column]: column === 'createdAt' ? new Date(0) : '{"x":1}' }),
    )
    assert.equal(new Set([entryText(plain), ...texts]).size, texts.length + 1)
  })

  it('says of an event without an actor that none is known', () => {
    assert.equal(
      entryText(entryOf(event)),
      '{"id":"evt_01kb0q4c7q4k6h8j2d5f7s9a1p","at":"2026-01-05T10:00:00.000Z","action":"workspace.updated",' +
        '"workspace_id":"wks_1","namespace_id":null,"actor":null,' +
        '"target":{"type":"workspace","id":"wks_1","name":null},"changes":{},' +
        '"request_id":null,"idempotency_key":null,"ip":null,"user_agent":null}',
    )
  })
})

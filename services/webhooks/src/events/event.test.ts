import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { payloadBytes } from './event.ts'

const event = {
  id: 'evt_1',
  type: 'workspace.updated',
  workspaceId: 'wks_1',
  namespaceId: '',
  createdAt: new Date('2026-01-02T03:04:05Z'),
  objectId: 'wks_1',
  objectType: 'workspace',
  attributesJson: '{"name":"Zoë","usage":12345678901234567890}',
}

describe('the payload of an event', () => {
  it('is one JSON object with the attributes as they were written', () => {
    assert.equal(
      payloadBytes(event).toString(),
      '{"id":"evt_1","type":"workspace.updated","created_at":"2026-01-02T03:04:05.000Z","workspace_id":"wks_1","namespace_id":null,' +
        '"data":{"object":{"id":"wks_1","type":"workspace","attributes":{"name":"Zoë","usage":12345678901234567890}}}}',
    )
  })
  it('escapes what needs it', () => {
    const bytes = payloadBytes({ ...event, objectId: 'a"b\\', attributesJson: '' })
    assert.deepEqual(JSON.parse(bytes.toString()).data, { object: { id: 'a"b\\', type: 'workspace', attributes: {} } })
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { payloadBytes } from '../events/event.ts'
import { bodyOf, payloadFormOf } from './payload-form.ts'

const event = {
  id: 'evt_1',
  type: 'workspace.updated',
  workspaceId: 'wks_","data":',
  namespaceId: 'ns_1',
  createdAt: new Date(0),
  objectId: 'wks_1',
  objectType: 'workspace',
  attributesJson: '{"data":{"data":1}}',
}

describe('the form of a payload', () => {
  it('full: the stored bytes', () => {
    const bytes = payloadBytes(event)
    assert.equal(bodyOf(bytes, 'full'), bytes)
  })
  it('thin: the same without data, also when a text looks like its name', () => {
    assert.deepEqual(JSON.parse(bodyOf(payloadBytes(event), 'thin').toString()), {
      id: 'evt_1',
      type: 'workspace.updated',
      created_at: '1970-01-01T00:00:00.000Z',
      workspace_id: 'wks_","data":',
      namespace_id: 'ns_1',
    })
  })
  it('leaves the empty body of a hidden event', () => {
    assert.equal(bodyOf(Buffer.alloc(0), 'thin').length, 0)
  })
  it('is full unless thin is named', () => {
    assert.deepEqual(['', 'full', 'thin', 'THIN'].map(payloadFormOf), ['full', 'full', 'thin', 'full'])
  })
})

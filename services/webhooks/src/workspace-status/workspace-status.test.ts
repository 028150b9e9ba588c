import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { IncomingEvent } from '../events/event.ts'
import { latestStatuses } from './workspace-status.ts'

const event = (id: string, type: string, attributesJson: string, workspaceId = 'wks_1'): IncomingEvent => ({
  id,
  type,
  workspaceId,
  namespaceId: '',
  createdAt: new Date(0),
  objectId: workspaceId,
  objectType: 'workspace',
  attributesJson,
})

describe('the status of a workspace', () => {
  it('is that of its newest event', () => {
    const events = [
      event('evt_2', 'workspace.updated', '{"status":"suspended"}'),
      event('evt_1', 'workspace.updated', '{"status":"active"}'),
      event('evt_1', 'workspace.deleted', '{}', 'wks_2'),
    ]
    assert.deepEqual(latestStatuses(events), [
      { workspaceId: 'wks_1', status: 'suspended', eventId: 'evt_2', version: 0 },
      { workspaceId: 'wks_2', status: 'deleted', eventId: 'evt_1', version: 0 },
    ])
  })
  it('is that of the greatest version, whatever the clocks in the ids of the events', () => {
    const suspended = { ...event('evt_2', 'workspace.updated', '{"status":"suspended"}'), objectVersion: 2 }
    const active = { ...event('evt_1', 'workspace.updated', '{"status":"active"}'), objectVersion: 3 }
    const newest = [{ workspaceId: 'wks_1', status: 'active', eventId: 'evt_1', version: 3 }]
    assert.deepEqual(latestStatuses([suspended, active]), newest)
    assert.deepEqual(latestStatuses([active, suspended]), newest)
  })
  it('stays when an event names its changes and the status is none of them', () => {
    const updated = (changesJson: string) => ({
      ...event('evt_1', 'workspace.updated', '{"status":"active"}'),
      changesJson,
    })
    assert.deepEqual(latestStatuses([updated('{"name":{"from":"a","to":"b"}}')]), [])
    for (const changes of ['', '{}', '{"status":{"from":"suspended","to":"active"}}', '{"*":{},"name":{}}'])
      assert.equal(latestStatuses([updated(changes)]).length, 1, changes)
  })
  it('is set by no other event', () => {
    const others = [
      ['webhook.updated', '{"status":"suspended"}'],
      ['workspace.updated', '{}'],
      ['workspace.updated', 'x'],
      ['workspace.updated', '{"status":"odd"}'],
    ]
    assert.deepEqual(latestStatuses(others.map(([type = '', json = '']) => event('evt_1', type, json))), [])
  })
})

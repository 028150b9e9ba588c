import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newId } from '@plinth/kit/ids'
import type { IncomingEvent } from '../events/event.ts'
import { deliveriesFor } from './deliveries.ts'
import type { Recipient } from './delivery.ts'
import { Roster } from './roster.ts'

const event = (changes: Partial<IncomingEvent> = {}): IncomingEvent => ({
  id: newId('evt', { now: () => new Date(0), monotonicMs: () => 0 }),
  type: 'workspace.updated',
  workspaceId: 'wks_1',
  namespaceId: '',
  createdAt: new Date(0),
  objectId: 'wks_1',
  objectType: 'workspace',
  attributesJson: '{}',
  ...changes,
})
const recipient = (id: string, changes: Partial<Recipient> = {}): Recipient => ({
  id,
  events: ['workspace.*'],
  namespaceIds: [],
  channels: [],
  filter: null,
  isActive: true,
  retryScheduleSeconds: [],
  isOrdered: false,
  isPolled: false,
  ...changes,
})
describe('the ordering key of a delivery', () => {
  const keyOf = (isOrdered: boolean, one: IncomingEvent) =>
    deliveriesFor([one], new Map([['wks_1', new Roster([recipient('a', { isOrdered })])]]), {
      defaultSchedule: [0],
      random: () => 0,
    })[0]?.orderingKey
  it('is that of its event, or the id of its object; none where the endpoint has no order', () => {
    assert.equal(keyOf(true, event({ orderingKey: 'customer-17' })), 'customer-17')
    assert.equal(keyOf(true, event()), 'wks_1')
    assert.equal(keyOf(true, event({ orderingKey: '' })), '')
    assert.equal(keyOf(false, event({ orderingKey: 'customer-17' })), '')
  })
})

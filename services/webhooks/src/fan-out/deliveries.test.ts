import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newId } from '@plinth/kit/ids'
import type { IncomingEvent } from '../events/event.ts'
import { deliveriesFor } from './deliveries.ts'
import type { Recipient } from './delivery.ts'

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
  workspaceId: 'wks_1',
  events: ['workspace.*'],
  namespaceIds: [],
  channels: [],
  filter: null,
  isActive: true,
  retryScheduleSeconds: [],
  isOrdered: false,
  ...changes,
})
const takers = (recipients: readonly Recipient[], one: IncomingEvent) =>
  deliveriesFor([one], recipients, { defaultSchedule: [0], random: () => 0.5 }).map(({ endpointId }) => endpointId)

describe('the ordering key of a delivery', () => {
  const keyOf = (isOrdered: boolean, one: IncomingEvent) =>
    deliveriesFor([one], [recipient('a', { isOrdered })], { defaultSchedule: [0], random: () => 0 })[0]?.orderingKey
  it('is that of its event, or the id of its object; none where the endpoint has no order', () => {
    assert.equal(keyOf(true, event({ orderingKey: 'customer-17' })), 'customer-17')
    assert.equal(keyOf(true, event()), 'wks_1')
    assert.equal(keyOf(true, event({ orderingKey: '' })), '')
    assert.equal(keyOf(false, event({ orderingKey: 'customer-17' })), '')
  })
})

describe('the endpoints that take an event', () => {
  it('are those of its workspace that subscribe to its type', () => {
    const others = [recipient('type', { events: ['member.added'] }), recipient('workspace', { workspaceId: 'wks_2' })]
    assert.deepEqual(takers([recipient('all'), ...others], event()), ['all'])
  })
  it('name its namespace, or none', () => {
    const all = [recipient('all'), recipient('two', { namespaceIds: ['ns_1', 'ns_2'] })]
    const recipients = [...all, recipient('other', { namespaceIds: ['ns_3'] })]
    assert.deepEqual(takers(recipients, event({ namespaceId: 'ns_2' })), ['all', 'two'])
    assert.deepEqual(takers(recipients, event()), ['all'])
  })
  it('name one of its channels, or none', () => {
    const all = [recipient('all'), recipient('two', { channels: ['eu', 'us'] })]
    const recipients = [...all, recipient('other', { channels: ['apac'] })]
    assert.deepEqual(takers(recipients, event({ channels: ['eu', 'beta'] })), ['all', 'two'])
    assert.deepEqual(takers(recipients, event({ channels: [] })), ['all'])
    assert.deepEqual(takers(recipients, event()), ['all'])
  })
  it('must meet namespaces and channels both', () => {
    const both = [recipient('both', { namespaceIds: ['ns_1'], channels: ['eu'] })]
    assert.deepEqual(takers(both, event({ namespaceId: 'ns_1', channels: ['eu'] })), ['both'])
    assert.deepEqual(takers(both, event({ namespaceId: 'ns_1' })), [])
    assert.deepEqual(takers(both, event({ channels: ['eu'] })), [])
  })
})

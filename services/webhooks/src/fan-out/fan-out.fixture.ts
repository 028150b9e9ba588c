import { newId } from '@plinth/kit/ids'
import type { IncomingEvent } from '../events/event.ts'
import type { Recipient } from './delivery.ts'

export const event = (changes: Partial<IncomingEvent> = {}): IncomingEvent => ({
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

/** An active endpoint that takes all events of the workspace itself. */
export const recipient = (id: string, changes: Partial<Recipient> = {}): Recipient => ({
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

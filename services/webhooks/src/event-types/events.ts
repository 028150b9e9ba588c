import type { NewEvent } from '@plinth/kit/db'
import type { Difference } from './event-type.ts'

/** No workspace receives it: the event types belong to none. */
export const eventTypesUpdated = ({ added, changed, removed }: Difference): NewEvent => ({
  type: 'event_types.updated',
  workspaceId: '',
  objectId: 'event_types',
  objectType: 'event_types',
  attributes: { added, changed, removed },
  consumers: [],
})

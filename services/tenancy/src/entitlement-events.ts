import type { NewEvent } from '@plinth/kit/db'
import type { Difference } from './catalog/difference.ts'

/** The catalogue is everybody's, so no workspace hears of it. */
export const catalogUpdated = ({ added, changed, removed }: Difference): NewEvent => ({
  type: 'catalog.updated',
  workspaceId: '',
  objectId: 'catalog',
  objectType: 'catalog',
  attributes: { added, changed, removed },
  consumers: [],
})

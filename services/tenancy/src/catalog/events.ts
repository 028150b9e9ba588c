import type { NewEvent } from '@plinth/kit/db'
import { catalogId } from './catalog.ts'
import type { Difference } from './difference.ts'

/** No workspace receives it: the catalogue belongs to none. */
export const catalogUpdated = ({ added, changed, removed }: Difference): NewEvent => ({
  type: 'catalog.updated',
  workspaceId: '',
  objectId: catalogId,
  objectType: 'catalog',
  attributes: { added, changed, removed },
  consumers: [],
})

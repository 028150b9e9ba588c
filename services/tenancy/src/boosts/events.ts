import type { NewEvent } from '@plinth/kit/db'
import { type Owner, receivedBy } from '../owner.ts'
import { type Boost, boostView } from './boost.ts'

export const aboutBoost = (verb: 'activated' | 'expired', owner: Owner, boost: Boost): NewEvent => ({
  type: `boost.${verb}`,
  ...receivedBy(owner),
  objectId: boost.id,
  objectType: 'boost',
  attributes: boostView(boost),
})

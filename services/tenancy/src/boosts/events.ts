import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { type Owner, receivedBy } from '../owner.ts'
import { type Boost, boostView } from './boost.ts'

/** @param before Undefined: it is new. */
export const aboutBoost = (
  verb: 'activated' | 'expired',
  owner: Owner,
  before: Boost | undefined,
  after: Boost,
): NewEvent => ({
  type: `boost.${verb}`,
  ...receivedBy(owner),
  objectId: after.id,
  objectType: 'boost',
  objectName: after.feature,
  attributes: boostView(after),
  changes: changesOf(before && boostView(before), boostView(after)),
})

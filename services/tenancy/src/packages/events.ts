import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { type Owner, receivedBy } from '../owner.ts'
import { type Assignment, assignmentView } from './assignment.ts'

export type PackageVerb = 'assigned' | 'suspended' | 'reactivated' | 'renewed' | 'cancelled' | 'expired'

/** @param before Undefined: it is new. */
export const aboutPackage = (
  verb: PackageVerb,
  owner: Owner,
  before: Assignment | undefined,
  after: Assignment,
): NewEvent => ({
  type: `package.${verb}`,
  ...receivedBy(owner),
  objectId: after.id,
  objectType: 'package',
  objectName: after.packageName,
  attributes: assignmentView(after),
  changes: changesOf(before && assignmentView(before), assignmentView(after)),
})

import type { NewEvent } from '@plinth/kit/db'
import { type Owner, receivedBy } from '../owner.ts'
import { type Assignment, assignmentView } from './assignment.ts'

export type PackageVerb = 'assigned' | 'suspended' | 'reactivated' | 'renewed' | 'cancelled' | 'expired'

export const aboutPackage = (verb: PackageVerb, owner: Owner, held: Assignment): NewEvent => ({
  type: `package.${verb}`,
  ...receivedBy(owner),
  objectId: held.id,
  objectType: 'package',
  attributes: assignmentView(held),
})

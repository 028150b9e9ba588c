import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks } from '../events.ts'
import type { UpdateDue } from './updates-due-store.ts'

/** A change of a user that identity told without a workspace, told again for one. */
export const userUpdatedIn = (
  workspaceId: string,
  { userId, version, content }: Pick<UpdateDue, 'userId' | 'version' | 'content'>,
): NewEvent => ({
  type: 'user.updated',
  workspaceId,
  objectId: userId,
  objectType: 'user',
  objectVersion: version,
  attributes: { ...content.attributes },
  changes: content.changes,
  consumers: toWebhooks,
})

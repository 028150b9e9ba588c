import type { HolderOf } from '@plinth/kit/async/caller-shares'
import type { Principal } from '@plinth/proto/common/v1/context.ts'

/** The caller as a holder of shares: an operator is of no user and no workspace. */
export type Holder = Pick<Principal, 'sessionId' | 'keyId' | 'userId' | 'homeWorkspaceId'>

export const ofWorkspace: HolderOf<Holder> = { who: 'A workspace', nameOf: ({ homeWorkspaceId }) => homeWorkspaceId }
export const ofUser: HolderOf<Holder> = { who: 'A user', nameOf: ({ userId }) => userId }
/** Operators belong to no workspace. */
export const ofOperatorKey: HolderOf<Holder> = {
  who: 'An operator key',
  nameOf: ({ homeWorkspaceId, keyId }) => (homeWorkspaceId === '' ? keyId : ''),
}

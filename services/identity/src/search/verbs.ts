import type { Queryable } from '@plinth/kit/db'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import type { Caller } from '../caller.ts'
import { keyTextOf } from './key-text.ts'
import { findKeysBy, findSessionBy, findUsersBy } from './store.ts'

export interface SearchQuestion {
  text: string
  types: readonly string[]
  /** The users among whom to search where a workspace is in context. */
  userIds: readonly string[]
}

/** Scope of the caller's search in this service: all workspaces for an operator without a workspace, else the workspace in context. */
export async function searchIdentity(db: Queryable, caller: Caller, question: SearchQuestion): Promise<SearchResult[]> {
  const { text, types, userIds } = question
  const isEverywhere = caller.isOperator && caller.workspaceId === ''
  if (!isEverywhere && caller.workspaceId === '') return []
  const workspaceId = isEverywhere ? undefined : caller.workspaceId
  const [users, keys, sessions] = await Promise.all([
    types.includes('user') ? findUsersBy(db, text, isEverywhere ? undefined : userIds) : [],
    types.includes('api_key') || types.includes('operator_key')
      ? findKeysBy(db, text, keyTextOf(text), workspaceId)
      : [],
    types.includes('session') && isEverywhere ? findSessionBy(db, text) : [],
  ])
  return [
    ...users.map((row) => ({ ...row, type: 'user' })),
    ...keys
      .map(({ isOperator, ...row }) => ({ ...row, type: isOperator ? 'operator_key' : 'api_key' }))
      .filter(({ type }) => types.includes(type)),
    ...sessions.map((row) => ({ ...row, type: 'session' })),
  ]
}

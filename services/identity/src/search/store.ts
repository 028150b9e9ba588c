// Each statement reads at most `foundMax` rows for each of its parts, by an index. Inside a workspace OFFSET 0 keeps the indexes of
// prefixes out: there the rows of the workspace are few, and those with the prefix may be a million. They are read once for all parts.
import { foldEmail } from '@plinth/kit/access/email-address'
import { inPrefixOrder, type Queryable, startsWith } from '@plinth/kit/db'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import type { KeyText } from './key-text.ts'

export type FoundRow = Omit<SearchResult, 'type'>

export const foundMax = 20

/** Users by ID, or by the beginning of an address or a name; among `userIds`, unless it is undefined. */
export function findUsersBy(db: Queryable, text: string, userIds: readonly string[] | undefined): Promise<FoundRow[]> {
  const name = 'lower(u.name)'
  const [byAddress, byName] = [startsWith('u.email_folded', '$2'), startsWith(name, 'lower($1)')]
  const [among, users] =
    userIds === undefined
      ? ['', '"user"']
      : [
          `WITH own AS MATERIALIZED (SELECT * FROM (SELECT id, name, email_folded FROM "user" WHERE id = ANY ($3) OFFSET 0) AS u
            WHERE u.id = $1 OR ${byAddress} OR ${byName})`,
          'own',
        ]
  const found = `SELECT u.id, u.name, '' AS "workspaceId"`
  return db.query<FoundRow>({
    name: `search_users_${userIds === undefined ? 'all' : 'among'}`,
    text: `${among} (${found}, true AS "isExact" FROM ${users} u WHERE u.id = $1)
      UNION ALL (${found}, u.email_folded = $2 FROM ${users} u WHERE ${byAddress} ${inPrefixOrder('u.email_folded')} LIMIT ${foundMax})
      UNION ALL (${found}, false FROM ${users} u WHERE ${byName} ${inPrefixOrder(name)} LIMIT ${foundMax})`,
    values: [text, foldEmail(text), ...(userIds === undefined ? [] : [userIds])],
  })
}

export interface FoundKey extends FoundRow {
  isOperator: boolean
}

/** Keys by ID, or by the beginning of what is shown of them; of one workspace, unless it is undefined: then operator keys, too. */
export function findKeysBy(
  db: Queryable,
  text: string,
  { prefix, lookupId }: KeyText,
  workspaceId: string | undefined,
): Promise<FoundKey[]> {
  const [column, begins] =
    lookupId === ''
      ? ['k.prefix', `$3 = '' AND ${startsWith('k.prefix', '$2')}`]
      : ['k.lookup_id', `k.prefix = $2 AND ${startsWith('k.lookup_id', '$3')}`]
  const [among, keys] =
    workspaceId === undefined
      ? ['', 'api_key']
      : [
          `WITH own AS MATERIALIZED (SELECT * FROM (SELECT * FROM api_key WHERE workspace_id = $4 AND NOT is_operator OFFSET 0) AS k
            WHERE k.id = $1 OR ${begins})`,
          'own',
        ]
  const found = `SELECT k.id, k.name, k.workspace_id AS "workspaceId", k.is_operator AS "isOperator"`
  return db.query<FoundKey>({
    name: `search_keys_${workspaceId === undefined ? 'all' : 'of'}${lookupId === '' ? '' : '_letters'}`,
    text: `${among} (${found}, true AS "isExact" FROM ${keys} k WHERE k.id = $1)
      UNION ALL (${found}, k.lookup_id = $3 FROM ${keys} k
        WHERE ${begins} ${inPrefixOrder(column)} LIMIT ${foundMax})`,
    values: [text, prefix, lookupId, ...(workspaceId === undefined ? [] : [workspaceId])],
  })
}

/** The live session with this ID. Its name is that of its key. */
export function findSessionBy(db: Queryable, id: string): Promise<FoundRow[]> {
  return db.query<FoundRow>({
    name: 'search_session',
    text: `SELECT s.id, k.name, k.workspace_id AS "workspaceId", true AS "isExact"
      FROM session s JOIN api_key k ON k.id = s.key_id WHERE s.id = $1 AND s.expires_at > plinth_now()`,
    values: [id],
  })
}

// Each statement reads at most `foundMax` rows for each of its parts, by an index. For a member OFFSET 0 keeps the indexes of
// prefixes out: what a member sees is little, and what begins with the text may be a million.
import { inPrefixOrder, type Queryable, startsWith } from '@plinth/kit/db'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import type { Caller } from '../caller.ts'
import { asUuid } from '../fields/text-rules.ts'
import { workspaceOfNamespace } from '../namespaces/columns.ts'
import { ownedBy } from '../namespaces/lists.ts'

export type FoundRow = Omit<SearchResult, 'type'>

export const foundMax = 20

/** Whose rows are searched; undefined: those of all. */
export type Searcher = Pick<Caller, 'userId' | 'boundTo'> | undefined

/** Living workspaces by ID, or by the beginning of a slug or name. `onlyId` empty: any. */
export function findWorkspacesBy(db: Queryable, text: string, of: Searcher, onlyId: string): Promise<FoundRow[]> {
  const own = `(SELECT w.* FROM membership m CROSS JOIN LATERAL (SELECT * FROM workspace w WHERE w.id = m.workspace_id OFFSET 0) w
    WHERE m.user_id = $2 AND $3 IN ('', m.workspace_id) OFFSET 0)`
  const one = '(SELECT * FROM workspace WHERE id = $2 OFFSET 0)'
  const [rows, kind, values] =
    of !== undefined
      ? [own, 'own', [of.userId, of.boundTo]]
      : onlyId !== ''
        ? [one, 'one', [onlyId]]
        : ['workspace', 'all', []]
  const [found, name] = [`SELECT w.id, w.name, w.id AS "workspaceId"`, 'lower(w.name)']
  const from = `FROM ${rows} w WHERE w.deleted_at IS NULL`
  return db.query<FoundRow>({
    name: `search_workspaces_${kind}`,
    text: `(${found}, true AS "isExact" ${from} AND w.id = $1)
      UNION ALL (${found}, w.slug = $1 ${from} AND ${startsWith('w.slug', '$1')} ${inPrefixOrder('w.slug')} LIMIT ${foundMax})
      UNION ALL (${found}, false ${from} AND ${startsWith(name, 'lower($1)')} ${inPrefixOrder(name)} LIMIT ${foundMax})`,
    values: [text, ...values],
  })
}

/** Living namespaces by ID or UUID, or by the beginning of a slug or name. `ownerId` empty: of any owner. */
export function findNamespacesBy(db: Queryable, text: string, of: Searcher, ownerId: string): Promise<FoundRow[]> {
  const seen = of && ownedBy(of)
  const own = seen && `(SELECT n.* FROM namespace n WHERE ${seen.where} OFFSET 0)`
  const one = '(SELECT * FROM namespace WHERE (owner_id = $1 OR workspace_id = $1) AND deleted_at IS NULL OFFSET 0)'
  const [rows, kind, values] =
    own !== undefined
      ? [own, `own_${seen?.values.length}`, seen?.values ?? []]
      : ownerId !== ''
        ? [one, 'one', [ownerId]]
        : ['namespace', 'all', []]
  const [asked, uuid] = [`$${values.length + 1}`, `$${values.length + 2}`]
  const [found, name] = [`SELECT n.id, n.name, ${workspaceOfNamespace} AS "workspaceId"`, 'lower(n.name)']
  const from = `FROM ${rows} n WHERE n.deleted_at IS NULL`
  return db.query<FoundRow>({
    name: `search_namespaces_${kind}`,
    text: `(${found}, true AS "isExact" ${from} AND n.id = ${asked})
      UNION ALL (${found}, true ${from} AND n.uuid = ${uuid}::uuid)
      UNION ALL (${found}, n.slug = ${asked} ${from} AND ${startsWith('n.slug', asked)} ${inPrefixOrder('n.slug')} LIMIT ${foundMax})
      UNION ALL (${found}, false ${from} AND ${startsWith(name, `lower(${asked})`)} ${inPrefixOrder(name)} LIMIT ${foundMax})`,
    values: [...values, text, asUuid(text)],
  })
}

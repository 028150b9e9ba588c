import type { PageSource } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { countedBy } from '../row-counts/total.ts'
import { isListed } from '../teams/listed.ts'
import { columns } from './columns.ts'

const fields: PageSource['fields'] = {
  name: { column: 'n.name', type: 'text' },
  slug: { column: 'n.slug', type: 'text' },
  owner_type: { column: 'n.owner_type', type: 'text', isUnsorted: true },
  workspace_id: { column: 'n.workspace_id', type: 'text', isUnsorted: true },
  is_active: { column: 'n.is_active', type: 'boolean', isUnsorted: true },
  created_at: { column: 'n.created_at', type: 'time' },
  updated_at: { column: 'n.updated_at', type: 'time', follows: 'n.created_at' },
}
const list = { columns, from: 'namespace n', fields, idColumn: 'n.id', search: ['n.name', 'n.slug', 'n.description'] }

/** Lists every living namespace, for operators. */
export const allNamespaces: PageSource = {
  ...list,
  where: 'n.deleted_at IS NULL',
  values: [],
  total: countedBy('namespace_tally', { owner_type: 'text', is_active: 'boolean' }),
  prepared: [],
}

type Reader = Pick<Caller, 'userId' | 'boundTo'>

const ownersOf = ({ boundTo }: Reader) => `(ARRAY(SELECT m.workspace_id FROM membership m
    WHERE m.user_id = $1 AND ${isListed}${boundTo === '' ? '' : ' AND m.workspace_id = $2'}) || $1::text)`

/** The living namespaces of a user, and those of the workspaces in which the caller acts for that user. */
export const ownedBy = (reader: Reader): Pick<PageSource, 'where' | 'values'> => ({
  // Finds the owners first and once, so that the index by owner serves the rest.
  where: `n.deleted_at IS NULL AND n.owner_id = ANY ${ownersOf(reader)}`,
  values: reader.boundTo === '' ? [reader.userId] : [reader.userId, reader.boundTo],
})

/**
 * Opens the transaction of that list. NOTE: one owner may have most namespaces, but the planner expects as many of each. It would rather
 * collect these few in a bitmap, and sort them, than read the index in the order of the page.
 */
export const ownSettings: readonly string[] = ['SET LOCAL enable_bitmapscan = off']

/** Lists them. */
export const namespacesOf = (reader: Reader): PageSource => ({
  ...list,
  where: 'n.deleted_at IS NULL',
  values: ownedBy(reader).values,
  // Of each owner what a page needs: an index of all namespaces in the order of the page would be read until enough are theirs.
  parts: [{ each: `unnest(${ownersOf(reader)}) AS owner (id)`, where: 'n.owner_id = owner.id' }],
  total: { sum: 'count(*)', from: list.from, where: ownedBy(reader).where, fields, search: list.search },
  prepared: ['name', 'slug', 'owner_type', 'workspace_id', 'is_active'],
})

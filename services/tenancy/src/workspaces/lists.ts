// Lists as long as a table: docs/decisions names what keeps each order, filter and total from reading all of it.
import type { PageSource } from '@plinth/kit/db'
import { countedBy } from '../row-counts/total.ts'
import { isListed } from '../teams/listed.ts'

export const workspaceColumns =
  'w.id, w.name, w.slug, w.tier, w.status, w.settings, w.tags, w.metadata, w.foreign_keys, w.created_at, w.updated_at, w.version'

/** Every living workspace, for operators. */
export const allWorkspaces: PageSource = {
  columns: workspaceColumns,
  from: 'workspace w',
  where: 'w.deleted_at IS NULL',
  values: [],
  fields: {
    name: { column: 'w.name', type: 'text' },
    slug: { column: 'w.slug', type: 'text' },
    tier: { column: 'w.tier', type: 'text', isUnsorted: true },
    status: { column: 'w.status', type: 'text', isUnsorted: true },
    created_at: { column: 'w.created_at', type: 'time' },
    updated_at: { column: 'w.updated_at', type: 'time', follows: 'w.created_at' },
  },
  idColumn: 'w.id',
  search: ['w.name', 'w.slug'],
  total: countedBy('workspace_tally', { tier: 'text', status: 'text' }),
  prepared: [],
}

/** A user's. What it is sorted and filtered by is copied beside the membership, but updated_at, which would be copied too often. */
export const workspacesOf = (userId: string): PageSource => ({
  columns: workspaceColumns,
  from: 'membership m JOIN workspace w ON w.id = m.workspace_id',
  where: `m.user_id = $1 AND ${isListed}`,
  values: [userId],
  fields: { ...copied, updated_at: { column: 'w.updated_at', type: 'time', follows: 'm.workspace_created_at' } },
  idColumn: 'm.workspace_id',
  search: ['m.workspace_name', 'm.workspace_slug'],
  total: {
    sum: 'count(*)',
    from: 'membership m',
    where: `m.user_id = $1 AND ${isListed}`,
    fields: copied,
    search: ['m.workspace_name', 'm.workspace_slug'],
  },
  prepared: ['tier', 'status', 'name', 'slug'],
})

/** The same with the role in each, from what is copied alone. */
export const workspacesWithRoleOf = (userId: string): PageSource => ({
  ...workspacesOf(userId),
  columns: `m.workspace_id, m.workspace_name AS name, m.workspace_slug AS slug, m.workspace_status AS status, m.role,
    m.workspace_created_at AS created_at, m.created_at AS member_since`,
  from: 'membership m',
  fields: copied,
})

const copied: PageSource['fields'] = {
  name: { column: 'm.workspace_name', type: 'text' },
  slug: { column: 'm.workspace_slug', type: 'text' },
  tier: { column: 'm.workspace_tier', type: 'text', isUnsorted: true },
  status: { column: 'm.workspace_status', type: 'text', isUnsorted: true },
  created_at: { column: 'm.workspace_created_at', type: 'time' },
}

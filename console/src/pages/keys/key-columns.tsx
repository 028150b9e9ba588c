import type { ApiKey } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'

/** The fields that keys of workspaces and of operators have in common. */
type AnyKey = Pick<ApiKey, 'name' | 'prefix' | 'scopes' | 'last_used_at' | 'expires_at' | 'created_at'>

export const keyColumns = (): Column<AnyKey>[] => {
  const { name, prefix, scopes, lastUsed, expires, created } = words.keys
  return [
    { title: name, mayBreak: true, cell: (key) => visible(key.name) },
    { title: prefix, cell: (key) => <code class="whole">{key.prefix}…</code> },
    { title: scopes, mayBreak: true, cell: (key) => <code>{key.scopes.join(', ')}</code> },
    { title: lastUsed, cell: (key) => <Moment at={key.last_used_at} /> },
    { title: expires, cell: (key) => <Moment at={key.expires_at} /> },
    { title: created, cell: (key) => <Moment at={key.created_at} /> },
  ]
}

import type { Namespace } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'

export const namespaceColumns = (): Column<Namespace>[] => {
  const { name, slug, id, owner, ownerOf, state, active, inactive, isDefault, created } = words.namespaces
  return [
    {
      title: name,
      mayBreak: true,
      cell: (row) => (
        <>
          {visible(row.name)} {row.is_default && <Badge tone="plain" text={isDefault} />}
        </>
      ),
    },
    { title: slug, mayBreak: true, cell: (row) => <code>{row.slug}</code> },
    { title: id, cell: (row) => <IdText id={row.id} name={id} /> },
    { title: owner, cell: (row) => ownerOf[row.owner_type as 'User'] ?? row.owner_type },
    {
      title: state,
      cell: (row) => <Badge tone={row.is_active ? 'good' : 'bad'} text={row.is_active ? active : inactive} />,
    },
    { title: created, cell: (row) => <Moment at={row.created_at} /> },
  ]
}

import type { Overview } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, Table } from '../../ui/table.tsx'

type Part = Overview['parts'][number] & { id: string }

const columns = (): Column<Part>[] => {
  const { part, state, version, ready, notReady, unknownVersion } = words.home
  return [
    { title: part, cell: ({ name }) => name },
    { title: state, cell: (row) => <Badge tone={row.ready ? 'good' : 'bad'} text={row.ready ? ready : notReady} /> },
    { title: version, cell: (row) => row.version ?? <span class="muted">{unknownVersion}</span> },
  ]
}

export function Parts({ parts }: { parts: Overview['parts'] }) {
  return (
    <Table caption={words.home.parts} columns={columns()} rows={parts.map((part) => ({ ...part, id: part.name }))} />
  )
}

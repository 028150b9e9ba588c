import { Link } from 'wouter-preact'
import type { AuditEntry } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { IdText } from '../../ui/id-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { Differences } from './differences.tsx'

export const auditColumns = (): Column<AuditEntry>[] => {
  const { action, at, actor, target, changes, request, from, actors } = words.audit
  return [
    { title: action, cell: (row) => <span class="whole">{row.action}</span> },
    { title: at, cell: (row) => <Moment at={row.at} hasSeconds /> },
    {
      title: actor,
      mayBreak: true,
      cell: ({ actor: who }) =>
        who === null ? (
          actors.system
        ) : (
          <>
            {visible(who.name ?? '') || who.id} <span class="muted">{actors[who.type as 'user'] ?? who.type}</span>
          </>
        ),
    },
    {
      title: target,
      mayBreak: true,
      cell: ({ target: of }) => (
        <>
          {visible(of.name ?? '')} {of.id !== null && <IdText id={of.id} name={target} />}
        </>
      ),
    },
    { title: changes, mayBreak: true, cell: (row) => <Differences changes={row.changes} /> },
    {
      title: request,
      mayBreak: true,
      cell: ({ request_id: id, ip }) => (
        <>
          {id ? <Link href={`/requests/${encodeURIComponent(id)}`}>{visible(id)}</Link> : <None />}
          {ip && <div class="muted small">{from(ip)}</div>}
        </>
      ),
    },
  ]
}

import { Link } from 'wouter-preact'
import type { LoggedRequest } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { msText } from '../../ui/time.ts'
import { Answer } from './answer.tsx'
import { callName } from './call-name.tsx'

/** `isEverywhere`: of several workspaces, which each row then names. */
export function requestColumns(isEverywhere: boolean): Column<LoggedRequest>[] {
  const { call, at, answer, who, decision, duration, workspace, omitted } = words.requests
  const columns: Column<LoggedRequest>[] = [
    {
      title: call,
      cell: (row) => (
        <>
          <Link href={`/requests/${encodeURIComponent(row.request_id)}`}>{callName(row)}</Link>
          {row.omitted > 0 && <div class="muted small">{omitted(row.omitted.toLocaleString(locale))}</div>}
        </>
      ),
    },
    { title: at, cell: (row) => <Moment at={row.at} hasSeconds /> },
    { title: answer, cell: (row) => <Answer status={row.status} code={row.code} /> },
    {
      title: who,
      mayBreak: true,
      cell: ({ actor }) => visible(actor.name ?? '') || words.request.actor[actor.type as 'user'],
    },
    {
      title: decision,
      mayBreak: true,
      cell: ({ decision: refused }) =>
        refused === null ? (
          <None />
        ) : (
          <>
            {visible(refused.feature)} <code>{refused.reason}</code>
          </>
        ),
    },
    {
      title: duration,
      cell: (row) => <span class="whole">{msText(row.duration_ms)}</span>,
    },
  ]
  const link: Column<LoggedRequest> = {
    title: workspace,
    mayBreak: true,
    cell: ({ workspace_id: id }) =>
      id === null ? (
        <None />
      ) : (
        <Link href={`/workspaces/${id}/requests`}>
          <code>{id}</code>
        </Link>
      ),
  }
  return isEverywhere ? [...columns, link] : columns
}

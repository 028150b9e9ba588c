import { Link } from 'wouter-preact'
import type { Webhook } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { rateText } from '../../ui/rate.ts'
import type { Column } from '../../ui/table.tsx'
import { countText, HealthBadge, nameOf } from './health.tsx'

/** @param ofAll The list has webhooks of several workspaces. */
export function webhookColumns({ ofAll }: { ofAll: boolean }): Column<Webhook>[] {
  const { webhooks: text } = words
  const none = <span class="muted">{text.noneDue}</span>
  return [
    {
      title: text.name,
      mayBreak: true,
      cell: (row) => (
        <>
          <Link href={`/workspaces/${row.workspace_id}/webhooks/${row.id}`}>{nameOf(row)}</Link>
          {row.kind === 'poll' && <div class="small muted">{text.polling}</div>}
          {row.url !== '' && row.description !== null && <div class="small muted">{visible(row.description)}</div>}
        </>
      ),
    },
    ...(ofAll
      ? [
          {
            title: text.workspace,
            mayBreak: true,
            cell: ({ workspace_id: id }: Webhook) => (
              <Link href={`/workspaces/${id}`}>
                <code>{id}</code>
              </Link>
            ),
          },
        ]
      : []),
    { title: text.health, cell: ({ health }) => <HealthBadge state={health?.state ?? ''} /> },
    {
      title: text.successRate,
      cell: ({ health }) =>
        health?.success_rate_1h == null ? (
          <span class="muted">{text.noAttempts}</span>
        ) : (
          <span class="whole">{rateText(health.success_rate_1h, locale)}</span>
        ),
    },
    {
      title: text.waiting,
      cell: ({ health }) => (
        <span class="whole">
          {countText(health?.due ?? 0)} · {countText(health?.held ?? 0)}
        </span>
      ),
    },
    {
      title: text.oldestDue,
      cell: ({ health }) => (health?.oldest_due_at == null ? none : <Moment at={health.oldest_due_at} />),
    },
  ]
}

import { Link } from 'wouter-preact'
import type { DeliverySummary } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Column } from '../../ui/table.tsx'
import { deliveryPath } from './delivery-path.ts'
import { DeliveryStatus } from './delivery-status.tsx'

/**
 * @param names of webhooks, by their IDs.
 * @param isOfAll The list has deliveries of every workspace.
 */
export function deliveryColumns(names: ReadonlyMap<string, string>, isOfAll: boolean): Column<DeliverySummary>[] {
  const { type, status, webhook, workspace, attempts, next, created } = words.deliveries
  return [
    { title: type, cell: (row) => <Link href={deliveryPath(row)}>{visible(row.event_type)}</Link> },
    { title: status, cell: (row) => <DeliveryStatus status={row.status} code={row.status_code} /> },
    ...(isOfAll
      ? [
          {
            title: workspace,
            mayBreak: true,
            cell: (row: DeliverySummary) => (
              <Link href={`/workspaces/${row.workspace_id}/deliveries`}>
                <code>{row.workspace_id}</code>
              </Link>
            ),
          },
        ]
      : []),
    { title: webhook, mayBreak: true, cell: (row) => names.get(row.webhook_id) ?? <code>{row.webhook_id}</code> },
    { title: attempts, cell: (row) => row.attempts },
    {
      title: next,
      mayBreak: true,
      cell: (row) => (row.next_attempt_at === null ? <None /> : <Moment at={row.next_attempt_at} hasSeconds />),
    },
    { title: created, cell: (row) => <Moment at={row.created_at} hasSeconds /> },
  ]
}

import { Link } from 'wouter-preact'
import { client } from '../../api/client.ts'
import type { DeliveryAttempt } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { msText } from '../../ui/time.ts'
import { wordOf } from '../../ui/word-of.ts'

interface AttemptsProps {
  id: string
  webhookId: string
  workspaceId: string
  /** How many there are: after another one they are asked for again. */
  attempts: number
  /** The delivery's own. */
  page: string
}

const columns = (page: string): Column<DeliveryAttempt & { id: string }>[] => {
  const { attempt, outcome, statusCode, started, error } = words.request
  const { triggers } = words.delivery
  const { duration } = words.requests
  return [
    {
      title: attempt,
      cell: ({ number, trigger }) => <Link href={page}>{`${number} · ${wordOf(triggers, trigger)}`}</Link>,
    },
    { title: outcome, cell: (row) => wordOf(words.deliveries.outcomes, row.outcome) },
    { title: statusCode, cell: (row) => row.status_code ?? <None /> },
    { title: started, cell: (row) => <Moment at={row.started_at} hasSeconds /> },
    {
      title: duration,
      cell: ({ timings_ms: { total } }) => (total === undefined ? <None /> : msText(total)),
    },
    { title: error, mayBreak: true, cell: (row) => (row.error === null ? <None /> : visible(row.error)) },
  ]
}

/** Each time that a delivery was sent. */
export function Attempts({ id, webhookId, workspaceId, attempts, page }: AttemptsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries', workspaceId, 'attempts', id, attempts],
    queryFn: ({ signal }) =>
      client.deliveries.get(webhookId, id, { fields: ['attempts_log'] }, { signal, workspaceId }),
  })
  if (data === undefined) return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />
  const rows = data.attempts_log.map((attempt) => ({ ...attempt, id: String(attempt.number) }))
  return <Table caption={words.request.attempts(rows.length)} columns={columns(page)} rows={rows} />
}

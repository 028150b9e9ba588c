import { useId } from 'preact/hooks'
import { client } from '../../api/client.ts'
import type { DeliveryRetries, DeliveryRetry } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Moment } from '../../ui/moment.tsx'

interface ResendManyProps {
  workspaceId: string
  request: DeliveryRetry
  /** Of webhooks, by their IDs. */
  names: ReadonlyMap<string, string>
  onClose: () => void
  onDone: (made: DeliveryRetries) => void
}

/** Counts by a dry run what would be sent, and sends as many once it is confirmed. */
export function ResendMany({ workspaceId, request, names, onClose, onDone }: ResendManyProps) {
  const { deliveries: text, common } = words
  const id = useId()
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries', 'count', id, request],
    queryFn: ({ signal }) => client.deliveries.retryMany({ ...request, dry_run: true }, { workspaceId, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (data === undefined || data.total === 0) {
    return (
      <Dialog title={text.resendMany} onClose={onClose}>
        {error !== null ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <p>{request.ids === undefined ? text.noneToResend : text.noneOfChosen}</p>
        )}
        <div class="buttons">
          <button type="button" onClick={onClose}>
            {common.close}
          </button>
        </div>
      </Dialog>
    )
  }
  const { total, by_webhook: byWebhook } = data
  return (
    <FormDialog
      title={text.resendMany}
      submit={text.resendCount(total, total.toLocaleString(locale))}
      write={(options) => (client) => client.deliveries.retryMany(request, { workspaceId, ...options })}
      content={request}
      onClose={onClose}
      onDone={onDone}
    >
      <p>
        <strong>{text.counted(total, total.toLocaleString(locale), byWebhook.length)}</strong>
      </p>
      {request.until !== undefined && (
        <p>
          {text.countedUntil} <Moment at={request.until} hasSeconds />
          {request.status === undefined && ` ${text.countedOnly}`}
        </p>
      )}
      {request.ids !== undefined && total < request.ids.length && <p>{text.leftOut(request.ids.length - total)}</p>}
      <ul class="counts">
        {byWebhook.map(({ webhook_id, total: count }) => (
          <li key={webhook_id}>
            <span>{names.get(webhook_id) ?? webhook_id}</span> <span>{count.toLocaleString(locale)}</span>
          </li>
        ))}
      </ul>
      <p class="muted small">{text.sameBytes}</p>
    </FormDialog>
  )
}

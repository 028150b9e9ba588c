import { useState } from 'preact/hooks'
import type { Replay, ReplayCount } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { choicesOf, Select } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useView } from '../../ui/use-view.ts'
import { noteReplays } from '../deliveries/progress.tsx'
import { replaysField, replaysText } from '../deliveries/replays-field.ts'
import { nameOf } from '../webhooks/health.tsx'
import type { WebhookFormProps } from './webhook-query.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
/** To the minute, as the field shows it. */
const aDayAgo = () => new Date(Math.floor((Date.now() - dayMs) / minuteMs) * minuteMs)
const fields = { replays: replaysField }
const statuses = ['failed', 'cancelled', 'success'] as const

/** Counts what would be sent; pressed again, it sends just that. */
export function ReplayDeliveries({ webhook, onClose }: WebhookFormProps) {
  const { webhook: text } = words
  const { id, workspace_id: workspaceId } = webhook
  const [, change] = useView(fields)
  const [since, setSince] = useState(() => aDayAgo().toISOString())
  const [until, setUntil] = useState('')
  const [status, setStatus] = useState('failed')
  // Both calls name the same end: deliveries that come after the count are not sent.
  const [openedAt] = useState(() => new Date().toISOString())
  const [total, setTotal] = useState<number>()
  const body = {
    since,
    until: until || openedAt,
    status: statuses.find((known) => known === status),
  }
  const isCounted = total !== undefined && total > 0
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setTotal(undefined)
      set(value)
    }
  return (
    <FormDialog<Replay | ReplayCount>
      title={text.replayTitle(nameOf(webhook))}
      submit={isCounted ? text.sendAgain(total, total.toLocaleString(locale)) : text.count}
      write={(options) => (client) =>
        isCounted
          ? client.replays.create(id, body, { ...options, workspaceId })
          : client.replays.create(id, { ...body, dry_run: true }, { ...options, workspaceId })
      }
      content={[body, isCounted]}
      onClose={onClose}
      onDone={(result) => {
        if ('id' in result) {
          noteReplays(workspaceId, [result])
          change({ replays: replaysText([{ webhookId: id, id: result.id }]) })
          onClose()
        } else setTotal(result.total)
      }}
    >
      <p>{text.replayText}</p>
      <TimeField label={text.since} name="since" value={since} onChange={changed(setSince)} isRequired />
      <TimeField
        label={text.until}
        name="until"
        hint={text.untilHint}
        value={until}
        onChange={changed(setUntil)}
        isOptional
      />
      <Select
        label={text.replayStatus}
        value={status}
        options={choicesOf(text.replayStatuses)}
        onChange={changed(setStatus)}
      />
      {total !== undefined && (
        <p class="notice" role="status">
          {text.counted(total, total.toLocaleString(locale))}
        </p>
      )}
    </FormDialog>
  )
}

import { useState } from 'preact/hooks'
import type { DeliveryRetry } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { useView } from '../../ui/use-view.ts'
import { mayManage } from '../members/roles.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { DeliveryList } from './delivery-list.tsx'
import { DeliveryFilters } from './filters.tsx'
import { noteReplays, ResendProgress } from './progress.tsx'
import { replaysOf, replaysText } from './replays-field.ts'
import { ResendMany } from './resend-many.tsx'
import { retryOf } from './retry-request.ts'
import { fields } from './view.ts'
import { useWebhookNames, WebhookFilter } from './webhook-filter.tsx'

const none: ReadonlySet<string> = new Set()

/** The deliveries of a workspace. */
export function Deliveries({ workspace: { id: workspaceId } }: TabProps) {
  const { deliveries: text } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [chosen, setChosen] = useState(none)
  const [request, setRequest] = useState<DeliveryRetry>()
  const names = useWebhookNames(workspaceId)
  const mayWrite = mayManage(session, 'write:webhooks')
  const isRefused = retryOf(view, 0) === undefined
  // Rows that are no longer shown are not chosen: nobody sends what they cannot see.
  const changeView: typeof change = (changes) => {
    setChosen(none)
    change(changes)
  }
  return (
    <>
      <DeliveryFilters
        view={view}
        change={changeView}
        webhook={
          <WebhookFilter value={view.webhook_id} names={names} onChange={(webhook_id) => changeView({ webhook_id })} />
        }
      />
      {mayWrite && (
        <div class="buttons">
          {chosen.size > 0 && (
            <button type="button" onClick={() => setRequest({ ids: [...chosen] })}>
              {text.resendChosen(chosen.size)}
            </button>
          )}
          {isRefused && <span class="muted">{text.goByThemselves}</span>}
          <button type="button" disabled={isRefused} onClick={() => setRequest(retryOf(view, Date.now()))}>
            {text.resendAll}
          </button>
        </div>
      )}
      {view.replays !== '' && (
        <ResendProgress
          key={view.replays}
          workspaceId={workspaceId}
          value={view.replays}
          names={names}
          askEveryMs={2_000}
          onDismiss={() => change({ replays: '' })}
        />
      )}
      <DeliveryList
        workspaceId={workspaceId}
        view={view}
        change={changeView}
        names={names}
        selection={mayWrite ? { chosen, onChange: setChosen } : undefined}
      />
      {request !== undefined && (
        <ResendMany
          workspaceId={workspaceId}
          request={request}
          names={names}
          onClose={() => setRequest(undefined)}
          onDone={({ replays }) => {
            noteReplays(workspaceId, replays)
            const made = replays.map(({ id, webhook_id }) => ({ id, webhookId: webhook_id }))
            setRequest(undefined)
            setChosen(none)
            change({ replays: replaysText([...replaysOf(view.replays), ...made]) })
          }}
        />
      )}
    </>
  )
}

import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { Replay } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Failure } from '../../ui/failure.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useView } from '../../ui/use-view.ts'
import { textField } from '../../ui/view.ts'
import type { ShownWebhook } from './webhook-query.ts'

const refreshMs = 2_000
const fields = { replay: textField }

/** How far the replay is that the address names. */
export function Replaying({ webhook: { id, workspace_id: workspaceId } }: { webhook: ShownWebhook }) {
  const { webhook: text } = words
  const session = useSigned()
  const [{ replay: replayId }, change] = useView(fields)
  const [isStopping, setStopping] = useState(false)
  const { data, error, refetch } = useQuery<Replay>({
    queryKey: ['webhooks', workspaceId, 'replay', id, replayId],
    queryFn: ({ signal }) => client.replays.get(id, replayId, undefined, { signal, workspaceId }),
    enabled: replayId !== '',
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'running' ? refreshMs : false),
  })
  if (replayId === '') return null
  const isRunning = data?.status === 'running'
  return (
    <section aria-label={text.replaying}>
      <h2>{text.replaying}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <progress max={data.total} value={data.done} aria-label={text.replaying} />
          <p role="status">{progressText(data)}</p>
        </>
      )}
      <div class="actions">
        {isRunning && allows(session, 'delete:webhooks') && (
          <button type="button" onClick={() => setStopping(true)}>
            {text.stop}
          </button>
        )}
        {!isRunning && (
          <button type="button" onClick={() => change({ replay: '' })}>
            {text.hide}
          </button>
        )}
      </div>
      {isStopping && (
        <FormDialog
          title={text.stopTitle}
          submit={text.stop}
          isDanger
          write={(options) => (caller) => caller.replays.cancel(id, replayId, { ...options, workspaceId })}
          content={replayId}
          onClose={() => setStopping(false)}
          onDone={() => {
            void reload('webhooks', workspaceId)
            setStopping(false)
          }}
        >
          <p>{text.stopText}</p>
        </FormDialog>
      )}
    </section>
  )
}

function progressText({ status, done, total }: Replay): string {
  const { replayStates: text } = words.webhook
  const [queued, all] = [done.toLocaleString(locale), total.toLocaleString(locale)]
  if (status === 'done') return text.done(all)
  return status === 'cancelled' ? text.cancelled(queued, all) : text.running(queued, all)
}

import { useEffect, useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { queries, reload } from '../../api/query-cache.ts'
import { NotFoundError, type Replay } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Announced } from '../../ui/announced.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { mayManage } from '../members/roles.ts'
import { nextToAsk, type ReplayRef, replaysOf } from './replays-field.ts'

type Progress = Pick<Replay, 'status' | 'total' | 'done'> & { askedAt: number }
type Known = Readonly<Record<string, Progress>>

const keyOf = (workspaceId: string) => ['replays', workspaceId] as const

/** Shows at once what a call has just answered. */
export function noteReplays(workspaceId: string, replays: readonly Replay[]): void {
  const noted = replays.map(
    ({ id, status, total, done }) => [id, { status, total, done, askedAt: Date.now() }] as const,
  )
  queries.setQueryData<Known>(keyOf(workspaceId), (known) => ({ ...known, ...Object.fromEntries(noted) }))
}

/** Asks for this one at once, before those whose turn it is. */
function askNext(workspaceId: string, { id }: ReplayRef): void {
  queries.setQueryData<Known>(keyOf(workspaceId), (known = {}) => {
    const progress = known[id]
    return progress === undefined ? known : { ...known, [id]: { ...progress, askedAt: 0 } }
  })
  void reload(...keyOf(workspaceId))
}

interface ProgressProps {
  workspaceId: string
  /** As `replaysField` has them. */
  value: string
  names: ReadonlyMap<string, string>
  /** One call each time, however many replays run. */
  askEveryMs: number
  onDismiss: () => void
}

/** Progress of the deliveries that are being resent. */
export function ResendProgress({ workspaceId, value, names, askEveryMs, onDismiss }: ProgressProps) {
  const { deliveries: text } = words
  const session = useSigned()
  const [stopped, setStopped] = useState<ReplayRef>()
  const replays = replaysOf(value)
  const {
    data: known = {},
    error,
    refetch,
  } = useQuery<Known>({
    queryKey: keyOf(workspaceId),
    queryFn: async ({ signal }) => {
      const before = queries.getQueryData<Known>(keyOf(workspaceId)) ?? {}
      const next = nextToAsk(replays, before)
      if (next === undefined) return before
      const answer = await client.replays
        .get(next.webhookId, next.id, undefined, { workspaceId, signal })
        // Its webhook was deleted, and the replay has ended with it.
        .catch((err: unknown) => {
          if (err instanceof NotFoundError) return { status: 'cancelled', total: 0, done: 0 }
          throw err
        })
      const { status, total, done } = answer
      return { ...before, [next.id]: { status, total, done, askedAt: Date.now() } }
    },
    refetchInterval: ({ state }) => (nextToAsk(replays, state.data ?? {}) === undefined ? false : askEveryMs),
  })
  const isRunning = nextToAsk(replays, known) !== undefined
  useEffect(() => {
    if (!isRunning) void reload('deliveries')
  }, [isRunning])
  const sum = (part: 'done' | 'total') => replays.reduce((all, { id }) => all + (known[id]?.[part] ?? 0), 0)
  const sentence = isRunning
    ? text.queuedSoFar(sum('done').toLocaleString(locale), sum('total').toLocaleString(locale))
    : text.queuedAll(sum('done').toLocaleString(locale))
  return (
    <section class="notice resend" aria-label={text.resending}>
      <p>{sentence}</p>
      <Announced text={sentence} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <ul class="counts">
        {replays.map((replay) => {
          const name = names.get(replay.webhookId) ?? replay.webhookId
          const { status = 'running', total = 0, done = 0 } = known[replay.id] ?? {}
          return (
            <li key={replay.id}>
              <span>{name}</span>
              <progress aria-label={name} max={Math.max(1, total)} value={done} />
              <span>{text.replayStatus(status, done.toLocaleString(locale), total.toLocaleString(locale))}</span>
              {status === 'running' && mayManage(session, 'delete:webhooks') && (
                <button type="button" aria-label={text.stopTitle(name)} onClick={() => setStopped(replay)}>
                  {text.stop}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {!isRunning && (
        <button type="button" onClick={onDismiss}>
          {text.dismiss}
        </button>
      )}
      {stopped !== undefined && (
        <FormDialog
          title={text.stopTitle(names.get(stopped.webhookId) ?? stopped.webhookId)}
          submit={text.stop}
          isDanger
          write={(options) => (client) =>
            client.replays.cancel(stopped.webhookId, stopped.id, { workspaceId, ...options })
          }
          content={stopped}
          onClose={() => setStopped(undefined)}
          onDone={() => {
            setStopped(undefined)
            askNext(workspaceId, stopped)
          }}
        >
          <p>{text.stopText}</p>
        </FormDialog>
      )}
    </section>
  )
}

import { useEffect, useState } from 'preact/hooks'
import { queries, sessionKey } from '../api/query-cache.ts'
import type { Session } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { timeText } from '../ui/time.ts'
import { type Ending, endOf } from './session-end.ts'
import { useSignOut } from './use-sign-out.tsx'

const warnMs = 120_000
const lookEveryMs = 5_000

/** Says two minutes before it that the session ends, and what to do. */
export function SessionEnding({ session }: { session: Session }) {
  const [ending, setEnding] = useState<Ending>()
  const [leave, failed] = useSignOut()
  useEffect(() => {
    const look = () => {
      const next = endOf(session, usesOf())
      setEnding(next !== undefined && next.at - Date.now() <= warnMs ? next : undefined)
    }
    look()
    const timer = setInterval(look, lookEveryMs)
    return () => clearInterval(timer)
  }, [session])
  if (ending === undefined) return null
  const { sessionEnds } = words.shell
  const at = timeText(new Date(ending.at).toISOString())
  return (
    <div class="notice ending" role="alert">
      <p>{ending.isIdle ? sessionEnds.idle(at) : sessionEnds.whole(at)}</p>
      {ending.isIdle ? (
        <button type="button" onClick={() => void queries.refetchQueries({ queryKey: sessionKey })}>
          {sessionEnds.stay}
        </button>
      ) : (
        <button type="button" onClick={leave}>
          {sessionEnds.again}
        </button>
      )}
      {failed}
    </div>
  )
}

/** When the session was read, and when it was last used: every answered call is a use. Milliseconds since 1970. */
function usesOf(): { readAt: number; usedAt: number } {
  const at = queries
    .getQueryCache()
    .getAll()
    .map(({ state }) => state.dataUpdatedAt)
  return { readAt: queries.getQueryState(sessionKey)?.dataUpdatedAt ?? Date.now(), usedAt: Math.max(...at) }
}

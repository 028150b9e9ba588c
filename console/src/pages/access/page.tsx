import { words } from '../../messages/index.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { LiveSessions } from './live-sessions.tsx'
import { OperatorKeys } from './operator-keys.tsx'

/** Operators of this Plinth, and their sessions. */
export function Page() {
  return (
    <>
      <PageHead title={words.access.title} />
      <OperatorKeys />
      <LiveSessions />
    </>
  )
}

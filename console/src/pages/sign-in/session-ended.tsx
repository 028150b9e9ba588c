import { isSessionExpired } from '../../api/query-cache.ts'
import { wasSignedOutElsewhere } from '../../api/session.ts'
import { words } from '../../messages/index.ts'

/** Why the page that was there has gone; nothing where there was no session, or its user has ended it here. */
export function SessionEnded() {
  const { signIn } = words
  const why = wasSignedOutElsewhere() ? signIn.endedElsewhere : isSessionExpired() && signIn.expired
  return why === false ? null : (
    <p class="notice" role="status">
      {why}
    </p>
  )
}

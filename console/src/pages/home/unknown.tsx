import { allows } from '../../api/scopes.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'

/** Numbers that are not there: the key lacks the scope, or the part that knows them is away. */
export function Unknown({ scope }: { scope: string }) {
  const session = useSigned()
  return <p class="muted">{allows(session, scope) ? words.home.partAway : words.home.notAllowed(scope)}</p>
}

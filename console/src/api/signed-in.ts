import { store, stored } from '../stored.ts'

// Says that there may be a session and of what kind, so that a first visit asks nothing, and another one only for what it
// may see. The cookie itself cannot be read by scripts.
const hint = 'signed-in'

export type Kind = 'operator' | 'workspace'

/** The kind of the session that this browser had last; undefined: nobody was signed in here, or the session has ended. */
export function expectedKind(): Kind | undefined {
  const kind = stored(hint)
  if (kind === null) return undefined
  return kind === 'operator' ? kind : 'workspace'
}

/** Undefined: no session is expected any more. */
export const expectKind = (kind: Kind | undefined): void => store(hint, kind ?? null)

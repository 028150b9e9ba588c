import type { Session } from '../api/sdk.ts'

/** When a session ends: for want of use, or whatever happens. */
export interface Ending {
  /** Milliseconds since 1970, by the browser's clock. */
  at: number
  isIdle: boolean
}

/** A session ends after so long without use. */
const idleMs = 3_600_000
/** The gateway notes a use once a minute, so what it says may be a minute old. */
const notedEveryMs = 60_000

/**
 * Undefined for a key, which has no idle end. The session was read at `readAt` and last used at `usedAt`, in milliseconds since 1970.
 * The clock of the browser may be wrong: the session's idle end says which time it was there when it was read.
 */
export function endOf(
  { expires_at: expiresAt, idle_expires_at: idleExpiresAt }: Pick<Session, 'expires_at' | 'idle_expires_at'>,
  { readAt, usedAt }: { readAt: number; usedAt: number },
): Ending | undefined {
  if (idleExpiresAt === null || expiresAt === null) return undefined
  const leftWhenRead = Date.parse(expiresAt) - Date.parse(idleExpiresAt) + idleMs
  const whole = readAt + leftWhenRead - notedEveryMs
  const idle = usedAt + idleMs - notedEveryMs
  return idle < whole ? { at: idle, isIdle: true } : { at: whole, isIdle: false }
}

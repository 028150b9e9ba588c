import { fail } from '../errors.ts'
import { type ApiKey, type Grant, hasExpired } from './api-key.ts'
import { refuse } from './new-api-key.ts'
import { expiryMistakes, ipMistakes, reachMistakes, scopeMistakes } from './scope-escalation.ts'

const hourMs = 3_600_000
const graceHoursMax = 168

export interface Rotation {
  key: Pick<ApiKey, 'id' | 'scopes' | 'allowedIps' | 'expiresAt' | 'rotatedAt' | 'allWorkspaces'>
  graceHours: number
  /** The key that the caller uses. */
  callerKeyId: string
  caller: Grant
  now: Date
}

/** Returns the end of the grace period of the old key, at most its own expiry. Throws when the key cannot be rotated. */
export function rotationEnd({ key, graceHours, callerKeyId, caller, now }: Rotation): Date {
  if (hasExpired(key, now)) throw fail.expiredRotation()
  if (key.rotatedAt !== undefined) throw fail.alreadyRotated()
  if (graceHours > graceHoursMax)
    refuse({ grace_period_hours: [`The grace period must be 0 to ${graceHoursMax} hours.`] })
  if (key.id === callerKeyId) {
    // The answer may be lost: without a grace period the holder would be locked out.
    if (graceHours === 0)
      refuse({ grace_period_hours: ['A key that rotates itself needs a grace period of at least 1 hour.'] })
  } else {
    refuse({
      ...scopeMistakes(caller.scopes, key.scopes),
      ...expiryMistakes(caller, key.expiresAt, now),
      ...ipMistakes([caller.allowedIps], key.allowedIps),
      ...reachMistakes(caller, key.allWorkspaces),
    })
  }
  const graceEnd = new Date(now.getTime() + graceHours * hourMs)
  return key.expiresAt !== undefined && key.expiresAt < graceEnd ? key.expiresAt : graceEnd
}

import { fail } from '../errors.ts'
import { type ApiKey, hasExpired, type Powers } from './api-key.ts'
import { expiryMistakes, ipMistakes, reachMistakes, scopeMistakes } from './growth.ts'
import { refuse } from './new-api-key.ts'

const hourMs = 3_600_000
const graceHoursMax = 168

export interface Rotation {
  key: Pick<ApiKey, 'id' | 'scopes' | 'allowedIps' | 'expiresAt' | 'rotatedAt' | 'allWorkspaces'>
  graceHours: number
  /** The key the caller bears. */
  callerKeyId: string
  caller: Powers
  now: Date
}

/** The end of the old key's grace; never later than its own expiry. Throws when the key cannot be rotated. */
export function rotationEnd({ key, graceHours, callerKeyId, caller, now }: Rotation): Date {
  if (hasExpired(key, now)) throw fail.expiredRotation()
  if (key.rotatedAt !== undefined) throw fail.alreadyRotated()
  if (graceHours > graceHoursMax)
    refuse({ grace_period_hours: [`The grace period must be 0 to ${graceHoursMax} hours.`] })
  if (key.id === callerKeyId) {
    // The answer may be lost on its way: without a grace its holder would be locked out.
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

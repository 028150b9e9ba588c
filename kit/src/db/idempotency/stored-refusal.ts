import { errorCodes } from '../../errors/codes.ts'
import type { PlinthError } from '../../errors/plinth-error.ts'

const unstoredStatuses: readonly number[] = [400, 401, 413, 415, 429]

/** Whether a refusal is kept and replayed to the same Idempotency-Key, or the key stays free for another try (api.md §6). */
export function isStoredRefusal(refusal: PlinthError): boolean {
  const { code, details } = refusal
  if (code === 'CANNOT_RETRY') return true
  if (code === 'VALIDATION_ERROR' || code.startsWith('IDEMPOTENCY_')) return false
  if (code === 'INSUFFICIENT_PERMISSIONS') return details['required_scope'] === undefined
  const { http } = errorCodes[code]
  return http < 500 && !unstoredStatuses.includes(http)
}

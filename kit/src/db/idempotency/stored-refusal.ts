import { errorCodes } from '../../errors/codes.ts'
import type { PlinthError } from '../../errors/plinth-error.ts'

const unstoredStatuses: readonly number[] = [400, 401, 413, 415, 429]

/** Returns true if a refusal is stored and replayed for the same Idempotency-Key; otherwise the key stays free for a retry (api.md §6). */
export function isStoredRefusal(refusal: PlinthError): boolean {
  const { code, details } = refusal
  if (code === 'CANNOT_RETRY') return true
  if (code === 'VALIDATION_ERROR' || code.startsWith('IDEMPOTENCY_')) return false
  if (code === 'INSUFFICIENT_PERMISSIONS') return details['required_scope'] === undefined
  const { http } = errorCodes[code]
  return http < 500 && !unstoredStatuses.includes(http)
}

import { fail } from '../../errors.ts'
import { metadataMistakes } from '../../fields/text-rules.ts'
import { checkEventId } from '../balances/quantity.ts'

/** Usage that a caller wants recorded. */
export interface UsageInput {
  namespaceIdOrUuid: string
  feature: string
  quantity: number
  /** Empty: none. */
  eventId: string
  metadata: Readonly<Record<string, string>>
}

/** Throws VALIDATION_ERROR for a bad event_id or bad metadata. */
export function checkUse({ eventId, metadata }: UsageInput): void {
  checkEventId(eventId)
  const mistakes = metadataMistakes(metadata)
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

import { isOwnFeature } from '../../catalog/own-features.ts'
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

/** Throws VALIDATION_ERROR for a bad event_id, bad metadata or a feature that Plinth counts itself. */
export function checkUse({ feature, eventId, metadata }: UsageInput): void {
  checkCounted(feature)
  checkEventId(eventId)
  const mistakes = metadataMistakes(metadata)
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

/** Throws VALIDATION_ERROR for a feature that Plinth counts itself: recorded use of it would limit nothing. */
export function checkCounted(feature: string): void {
  if (isOwnFeature(feature))
    throw fail.invalid({
      feature: [`Plinth counts ${feature} itself. Use a feature of your own, or check this one without consuming it.`],
    })
}

import type { Delivery, Webhook } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { stateOf } from './state.ts'

/** Where the delivery stands, in a sentence, and until when. */
export function StateText({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const { states, since, until } = words.delivery
  const reasons: Readonly<Record<string, string>> = words.delivery.disabledReasons
  const state = stateOf(delivery, webhook, Date.now())
  const openUntil = webhook?.health?.open_until
  return (
    <p class="notice" role="status">
      {states[state]}
      {delivery.held_since !== null && (
        <>
          {' '}
          {since} <Moment at={delivery.held_since} hasSeconds />.
        </>
      )}
      {state === 'held_disabled' && ` ${reasons[webhook?.disabled_reason ?? ''] ?? ''}`}
      {state === 'open' && openUntil != null && (
        <>
          {' '}
          {until} <Moment at={openUntil} hasSeconds />.
        </>
      )}
      {state === 'scheduled' && (
        <>
          {' '}
          <Moment at={delivery.next_attempt_at} hasSeconds />.
        </>
      )}
    </p>
  )
}

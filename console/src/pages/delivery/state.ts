import type { Delivery, Webhook } from '../../api/sdk.ts'

/** Why a delivery stands where it stands, for a sentence. */
export type DeliveryState =
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'held_disabled'
  | 'held'
  | 'held_waiting'
  | 'polled'
  | 'blocked'
  | 'open'
  | 'due'
  | 'scheduled'

/**
 * @param webhook Undefined: not loaded, or deleted.
 * @param nowMs in ms since 1970.
 */
export function stateOf(
  delivery: Pick<Delivery, 'status' | 'held_since' | 'next_attempt_at'>,
  webhook: Pick<Webhook, 'kind' | 'is_active' | 'health'> | undefined,
  nowMs: number,
): DeliveryState {
  const { status, held_since: heldSince, next_attempt_at: nextAt } = delivery
  if (status === 'success') return 'delivered'
  if (status === 'failed') return 'failed'
  if (status === 'cancelled') return 'cancelled'
  if (status === 'held' || heldSince !== null) {
    if (webhook === undefined) return 'held'
    return webhook.is_active ? 'held_waiting' : 'held_disabled'
  }
  if (webhook?.kind === 'poll') return 'polled'
  if (nextAt === null) return 'blocked'
  if (webhook?.health?.state === 'open') return 'open'
  return Date.parse(nextAt) <= nowMs ? 'due' : 'scheduled'
}

/** Nothing more happens by itself. */
export const hasEnded = ({ status }: Pick<Delivery, 'status'>): boolean =>
  status === 'success' || status === 'failed' || status === 'cancelled'

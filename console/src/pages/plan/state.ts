/** Something that holds from a moment to another; null: for ever. */
export interface Span {
  starts_at: string
  expires_at: string | null
}

export type State = 'active' | 'ending' | 'later' | 'suspended' | 'cancelledLater' | 'cancelled' | 'expired'

/** How a package or boost stands at a moment, also before the job that ends what is over has come by. */
export function stateOf({ status, starts_at, expires_at }: Span & { status: string }, now: number): State {
  const isOver = expires_at !== null && Date.parse(expires_at) <= now
  if (status === 'cancelled') return isOver || expires_at === null ? 'cancelled' : 'cancelledLater'
  if (status === 'expired' || isOver) return 'expired'
  if (status === 'suspended') return 'suspended'
  if (Date.parse(starts_at) > now) return 'later'
  return expires_at === null ? 'active' : 'ending'
}

/** Whether it will never count again. */
export const isEnded = (state: State): boolean => state === 'cancelled' || state === 'expired'

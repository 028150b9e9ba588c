import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { timeText } from '../../ui/time.ts'
import { type Span, type State, stateOf } from './state.ts'

type Held = Span & { status: string }

const tones: Partial<Record<State, 'good' | 'bad'>> = { active: 'good', ending: 'good', suspended: 'bad' }

/** "Active until 1 Dec 2026, 00:00" */
export function stateText(held: Held, now: number): string {
  const { states } = words.plan
  const state = stateOf(held, now)
  if (state === 'later') return states.later(timeText(held.starts_at))
  if ((state === 'ending' || state === 'cancelledLater') && held.expires_at !== null)
    return states[state](timeText(held.expires_at))
  return states[state]('')
}

export function StateBadge({ held, now }: { held: Held; now: number }) {
  return <Badge tone={tones[stateOf(held, now)] ?? 'plain'} text={stateText(held, now)} />
}

import type { ScheduleSeconds } from './schedule.ts'
import { nextDelayMs } from './schedule.ts'
import type { Verdict } from './verdict.ts'

/** What becomes of a delivery after an attempt. */
export type Ending =
  | { status: 'success' | 'failed' | 'cancelled' }
  | { status: 'retrying' | 'held'; delayMs: number; spent: number }

export interface DeliveryNow {
  /** Attempts that the schedule has paid for before this one. */
  spent: number
  schedule: ScheduleSeconds
  /** Until it ends failed whatever was spent. */
  budgetLeftMs: number
  isEndpointActive: boolean
  isEndpointDeleted: boolean
}

/** webhooks.md §4. An endpoint that is off keeps the delivery, one that is gone ends it. */
export function endingOf(verdict: Verdict, delivery: DeliveryNow, random: number): Ending {
  if (verdict.kind === 'delivered') return { status: 'success' }
  if (verdict.kind === 'fail') return { status: 'failed' }
  if (delivery.isEndpointDeleted) return { status: 'cancelled' }
  const next = following(verdict, delivery, random)
  if (next.delayMs === undefined || next.delayMs > delivery.budgetLeftMs) return { status: 'failed' }
  const isHeld = verdict.kind === 'gone' || !delivery.isEndpointActive
  return { status: isHeld ? 'held' : 'retrying', delayMs: next.delayMs, spent: next.spent }
}

function following(verdict: Verdict, { spent, schedule }: DeliveryNow, random: number) {
  if (verdict.kind === 'postpone') return { delayMs: verdict.pauseMs, spent }
  // 410 is the endpoint's end, not this delivery's: it waits for somebody to enable the endpoint again.
  if (verdict.kind === 'gone') return { delayMs: 0, spent }
  return { delayMs: nextDelayMs(schedule, spent + 1, random), spent: spent + 1 }
}

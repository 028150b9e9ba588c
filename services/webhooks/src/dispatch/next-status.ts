import { nextDelayMs, type ScheduleSeconds } from '../delivery-queue/retry-schedule.ts'
import type { Verdict } from './verdict.ts'

/** The status of a delivery after an attempt. */
export type NextStatus =
  | { status: 'success' | 'failed' | 'cancelled' }
  | { status: 'retrying' | 'held'; delayMs: number; spent: number }

export interface DeliveryState {
  /** Attempts of the schedule that were used before this one. */
  spent: number
  schedule: ScheduleSeconds
  /** Time until the delivery fails, even if attempts are left. */
  budgetLeftMs: number
  isEndpointActive: boolean
  isEndpointDeleted: boolean
}

/** webhooks.md §4. A disabled endpoint holds the delivery, a deleted one cancels it. */
export function nextStatus(verdict: Verdict, delivery: DeliveryState, random: number): NextStatus {
  if (verdict.kind === 'delivered') return { status: 'success' }
  if (verdict.kind === 'fail') return { status: 'failed' }
  if (delivery.isEndpointDeleted) return { status: 'cancelled' }
  const next = following(verdict, delivery, random)
  if (next.delayMs === undefined || next.delayMs > delivery.budgetLeftMs) return { status: 'failed' }
  const isHeld = verdict.kind === 'gone' || !delivery.isEndpointActive
  return { status: isHeld ? 'held' : 'retrying', delayMs: next.delayMs, spent: next.spent }
}

function following(verdict: Verdict, { spent, schedule }: DeliveryState, random: number) {
  if (verdict.kind === 'postpone') return { delayMs: verdict.pauseMs, spent }
  // 410 ends the endpoint, not this delivery: the delivery is held until the endpoint is enabled again.
  if (verdict.kind === 'gone') return { delayMs: 0, spent }
  return { delayMs: nextDelayMs(schedule, spent + 1, random), spent: spent + 1 }
}

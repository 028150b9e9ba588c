import type { Database, Tx } from '@plinth/kit/db'
import type { Exchange } from '@plinth/kit/outbound-http'
import { disableEndpoint } from '../endpoints/activity.ts'
import { findEndpoint } from '../endpoints/store.ts'
import { insertAttempts } from './attempt-store.ts'
import { byIndex } from './by-index.ts'
import type { Claim } from './claim-store.ts'
import { endingOf } from './ending.ts'
import { afterBeat } from './pulse.ts'
import {
  type EndedDelivery,
  endDeliveries,
  type LeaseRow,
  lockResults,
  type StateChange,
  type StateRow,
  updateStates,
} from './result-store.ts'
import type { ScheduleSeconds } from './schedule.ts'
import { verdictOn } from './verdict.ts'

export interface Result {
  claim: Claim
  schedule: ScheduleSeconds
  exchange: Exchange
  startedAt: Date
}

export interface ResultLimits {
  windowMin: number
  windowMax: number
  shard: number
}

type EndpointChange = StateChange & { state: StateRow; disable?: 'gone' | 'failures' }

const failuresMax = 10

/**
 * Writes a batch of results in one transaction: every attempt is logged; only a result whose lease still holds moves its
 * delivery and its endpoint.
 */
export function writeResults(database: Database, results: readonly Result[], limits: ResultLimits): Promise<void> {
  return database.transaction(
    async (tx, [, , states, leases]) => {
      // The columns are those that lockResults names.
      const held = new Map(((leases ?? []) as LeaseRow[]).map((lease) => [lease.deliveryId, lease]))
      const changes = new Map(((states ?? []) as StateRow[]).map((state) => [state.endpointId, unchanged(state)]))
      const ended: EndedDelivery[] = []
      for (const result of results) {
        const lease = held.get(result.claim.deliveryId)
        const change = changes.get(result.claim.endpointId)
        if (lease !== undefined && change !== undefined) ended.push(settled(result, lease, change, limits))
      }
      const disabled = [...changes.values()].filter(({ disable }) => disable !== undefined)
      const writes = [insertAttempts(results.map(attemptOf)), endDeliveries(ended, limits.shard)]
      if (disabled.length === 0) for (const write of writes) tx.atCommit(write)
      else {
        await Promise.all(writes.map((write) => tx.query(write)))
        for (const { state, disable } of disabled) if (disable !== undefined) await disableFor(tx, state, disable)
      }
      tx.atCommit(updateStates([...changes.values()]))
    },
    [byIndex, ...lockResults(results.map(({ claim }) => claim))],
  )
}

/** What becomes of the delivery; its endpoint's change is brought forward by one exchange. */
function settled(result: Result, lease: LeaseRow, change: EndpointChange, limits: ResultLimits): EndedDelivery {
  const { claim, exchange, schedule } = result
  const { outcome, statusCode, timings } = exchange
  const { state } = change
  const verdict = verdictOn(exchange, result.startedAt)
  const ending = endingOf(
    verdict,
    {
      spent: claim.spent,
      schedule,
      budgetLeftMs: lease.budgetLeftMs,
      isEndpointActive: state.isActive && change.disable === undefined,
      isEndpointDeleted: state.isDeleted,
    },
    Math.random(),
  )
  const isOpen = state.isOpen || change.openForMs !== null
  const beat = { outcome, statusCode, totalMs: timings.totalMs }
  const { pulse, openForMs } = afterBeat(change, beat, { ...limits, random: Math.random(), isOpen })
  Object.assign(change, pulse)
  if (openForMs !== undefined) change.openForMs = openForMs
  if (verdict.kind === 'postpone') change.pauseForMs = Math.max(verdict.pauseMs, change.pauseForMs ?? 0)
  if (ending.status === 'success') change.consecutiveFailures = 0
  if (ending.status === 'failed') change.consecutiveFailures++
  if (verdict.kind === 'gone') change.disable = 'gone'
  else if (change.consecutiveFailures >= failuresMax || (state.isLongOpen && change.openCount > 0)) {
    change.disable ??= 'failures'
  }
  const { deliveryId, eventDay, attemptNo } = claim
  return { deliveryId, eventDay, workspaceId: lease.workspaceId, ending, statusCode, attemptNo, outcome }
}

async function disableFor(tx: Tx, { workspaceId, endpointId }: StateRow, reason: 'gone' | 'failures'): Promise<void> {
  const endpoint = await findEndpoint(tx, workspaceId, endpointId)
  if (endpoint !== undefined) await disableEndpoint(tx, endpoint, reason)
}

function unchanged(state: StateRow): EndpointChange {
  const { endpointId, windowSize, transportFailures, openCount, averageMs, failureRate, consecutiveFailures } = state
  const pulse = { windowSize, transportFailures, openCount, averageMs, failureRate }
  return { ...pulse, endpointId, consecutiveFailures, openForMs: null, pauseForMs: null, state }
}

function attemptOf({ claim, exchange, startedAt }: Result) {
  const { eventDay, deliveryId, attemptNo: number, trigger, waitMs } = claim
  return { eventDay, deliveryId, number, trigger, exchange, startedAt, waitMs }
}

import type { Database, Tx } from '@plinth/kit/db'
import type { HttpResult } from '@plinth/kit/outbound-http'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import type { ScheduleSeconds } from '../delivery-queue/retry-schedule.ts'
import { disableEndpoint } from '../endpoints/activation.ts'
import { findEndpoint } from '../endpoints/store.ts'
import { insertAttempts } from './attempt-store.ts'
import { recordSample } from './endpoint-health.ts'
import type { Claim } from './lease-store.ts'
import { nextStatus } from './next-status.ts'
import type { LoggedRequest } from './request.ts'
import {
  type DeliveryUpdate,
  type EndpointStateRow,
  type LeaseRow,
  lockResults,
  type StateChange,
  updateDeliveries,
  updateStates,
} from './result-store.ts'
import { verdictOn } from './verdict.ts'

export interface AttemptResult {
  claim: Claim
  schedule: ScheduleSeconds
  response: HttpResult
  sent: LoggedRequest
  startedAt: Date
}

export interface ResultLimits {
  windowMin: number
  windowMax: number
  shard: number
}

type EndpointChange = StateChange & { state: EndpointStateRow; disable?: 'gone' | 'failures' }

const failuresMax = 10

/**
 * Writes a batch of results in one transaction. Every attempt is logged; a result changes its delivery and its endpoint only
 * while its lease holds.
 */
export function writeResults(
  database: Database,
  results: readonly AttemptResult[],
  limits: ResultLimits,
): Promise<void> {
  return database.transaction(
    async (tx, [, states, leases]) => {
      // The columns are those that lockResults names.
      // By token: after an outage a batch may have a late result of a delivery beside that of its next attempt.
      const held = new Map(((leases ?? []) as LeaseRow[]).map((lease) => [lease.leaseToken, lease]))
      const changes = new Map(
        ((states ?? []) as EndpointStateRow[]).map((state) => [state.endpointId, unchanged(state)]),
      )
      const updates: DeliveryUpdate[] = []
      for (const result of results) {
        const lease = held.get(result.claim.leaseToken)
        const change = changes.get(result.claim.endpointId)
        if (lease !== undefined && change !== undefined) updates.push(decide(result, lease, change, limits))
      }
      const disabled = [...changes.values()].filter(({ disable }) => disable !== undefined)
      const writes = [insertAttempts(results.map(attemptOf)), updateDeliveries(updates, limits.shard)]
      if (disabled.length === 0) for (const write of writes) tx.atCommit(write)
      else {
        await Promise.all(writes.map((write) => tx.query(write)))
        for (const { state, disable } of disabled) if (disable !== undefined) await disableFor(tx, state, disable)
      }
      tx.atCommit(updateStates([...changes.values()]))
    },
    { settings: plannerSettings, statements: lockResults(results.map(({ claim }) => claim)) },
  )
}

/** Decides the new status of the delivery, and adds the attempt to the change of its endpoint. */
function decide(result: AttemptResult, lease: LeaseRow, change: EndpointChange, limits: ResultLimits): DeliveryUpdate {
  const { claim, response, schedule } = result
  const { outcome, statusCode, timings } = response
  const { state } = change
  const verdict = verdictOn(response, result.startedAt)
  const next = nextStatus(
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
  const sample = { outcome, statusCode, totalMs: timings.totalMs }
  const { health, openForMs } = recordSample(change, sample, { ...limits, random: Math.random(), isOpen })
  Object.assign(change, health)
  if (openForMs !== undefined) change.openForMs = openForMs
  if (verdict.kind === 'postpone') change.pauseForMs = Math.max(verdict.pauseMs, change.pauseForMs ?? 0)
  if (next.status === 'success') change.consecutiveFailures = 0
  if (next.status === 'failed') change.consecutiveFailures++
  if (verdict.kind === 'gone') change.disable = 'gone'
  else if (change.consecutiveFailures >= failuresMax || (state.isLongOpen && change.openCount > 0)) {
    change.disable ??= 'failures'
  }
  const { deliveryId, eventDay, attemptNo } = claim
  return { deliveryId, eventDay, workspaceId: lease.workspaceId, next, statusCode, attemptNo, outcome }
}

async function disableFor(
  tx: Tx,
  { workspaceId, endpointId }: EndpointStateRow,
  reason: 'gone' | 'failures',
): Promise<void> {
  const endpoint = await findEndpoint(tx, workspaceId, endpointId)
  if (endpoint !== undefined) await disableEndpoint(tx, endpoint, reason)
}

function unchanged(state: EndpointStateRow): EndpointChange {
  const { endpointId, windowSize, transportFailures, openCount, averageMs, failureRate, consecutiveFailures } = state
  const health = { windowSize, transportFailures, openCount, averageMs, failureRate }
  return { ...health, endpointId, consecutiveFailures, openForMs: null, pauseForMs: null, state }
}

function attemptOf({ claim, response, sent, startedAt }: AttemptResult) {
  const { eventDay, deliveryId, attemptNo: number, trigger, waitMs } = claim
  return { eventDay, deliveryId, number, trigger, response, sent, startedAt, waitMs }
}

import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import type { DeliveryChoice } from './choice.ts'
import {
  type ChosenOfWebhook,
  countChosen,
  countedMax,
  findLivingEndpoints,
  findNamed,
  insertChosenReplays,
} from './choice-store.ts'
import { replayStarted } from './events.ts'
import { rangeOf } from './range.ts'
import type { EndedStatus, Replay, ReplayRange } from './replay.ts'

/** Which deliveries are sent again: those with these ids, else those of the range that meet every condition. */
export interface RetryRequest {
  ids: readonly string[]
  since?: Date | undefined
  /** Undefined: now. */
  until?: Date | undefined
  /** Empty: failed and cancelled. */
  status: string
  /** Empty: any. */
  webhookId: string
  eventId: string
  eventType: string
  /** Of the last attempt; empty: any. */
  outcome: string
  /** Of the last answer; 0: any. */
  statusCode: number
}

/** The deliveries that a retry of many queues. */
interface RetryPlan {
  workspaceId: string
  chosen: readonly ChosenOfWebhook[]
  range: ReplayRange
  choice: DeliveryChoice
}

const idsMax = 100
// Delivered ones are sent again only where their status is asked for.
const undelivered: readonly EndedStatus[] = ['failed', 'cancelled']

/** Counts, by webhook, the deliveries that retryDeliveries would queue now. */
export async function countRetry(tx: Tx, ctx: CallContext, request: RetryRequest): Promise<Replay[]> {
  const { chosen } = await planned(tx, ctx, request)
  return chosen.map(({ endpointId, total }) => ({
    id: '',
    status: 'running',
    endpointId,
    total,
    done: 0,
    createdAt: new Date(0),
  }))
}

/**
 * Sends the chosen deliveries of a workspace again, in the background: a replay for each of their webhooks, or none while one of them
 * has another. Throws STATE_CONFLICT then.
 */
export async function retryDeliveries(
  tx: Tx,
  ctx: CallContext,
  request: RetryRequest,
  clock: Clock,
): Promise<Replay[]> {
  const { workspaceId, chosen, range, choice } = await planned(tx, ctx, request)
  if (chosen.length === 0) return []
  const rows = chosen.map((one) => ({ ...one, id: newId('rpl', clock) }))
  const replays = await insertChosenReplays(tx, workspaceId, rows, range, choice)
  if (replays.length < rows.length) throw fail.replayRunning()
  for (const replay of replays) tx.emit(replayStarted({ workspaceId, endpointId: replay.endpointId }, replay))
  return replays
}

async function planned(tx: Tx, ctx: CallContext, request: RetryRequest): Promise<RetryPlan> {
  const workspaceId = managerWorkspace(ctx)
  const now = await tx.time()
  if (request.ids.length > 0) return plannedByIds(tx, ctx, workspaceId, [...new Set(request.ids)], now)
  const range = rangeOf(request, now, undelivered)
  const endpointIds = await findLivingEndpoints(tx, workspaceId, request.webhookId)
  if (request.webhookId !== '' && endpointIds.length === 0) throw fail.endpointNotFound()
  const choice = choiceOf(request, ctx)
  const chosen = await countChosen(tx, workspaceId, endpointIds, range, choice, countedMax)
  if (chosen === undefined) throw fail.rangeTooLong(countedMax, request.webhookId !== '')
  return { workspaceId, range, choice, chosen }
}

/** One that is not there, or of another workspace, refuses all; those that are queued already or were delivered are left out. */
async function plannedByIds(
  tx: Tx,
  { namespaceId }: CallContext,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<RetryPlan> {
  if (ids.length > idsMax) throw fail.invalidFields({ ids: [`The ids field must have at most ${idsMax} items.`] })
  const endpointIds = await findLivingEndpoints(tx, workspaceId, '')
  const found = await findNamed(tx, { workspaceId, namespaceId }, endpointIds, ids, undelivered)
  if (found.length < ids.length) throw fail.deliveryNotFound()
  const byEndpoint = Map.groupBy(
    found.filter(({ isWanted }) => isWanted),
    ({ endpointId }) => endpointId,
  )
  const chosen = [...byEndpoint].map(([endpointId, named]) => ({
    ...{ endpointId, total: named.length, deliveryIds: named.map(({ id }) => id) },
  }))
  return { workspaceId, chosen, range: { since: new Date(0), until: now, statuses: undelivered }, choice: {} }
}

function choiceOf(request: RetryRequest, { namespaceId }: CallContext): DeliveryChoice {
  const { eventId, eventType, outcome, statusCode } = request
  return {
    ...(eventId === '' ? {} : { event_id: eventId }),
    ...(eventType === '' ? {} : { event_type: eventType }),
    ...(outcome === '' ? {} : { outcome }),
    ...(statusCode === 0 ? {} : { status_code: statusCode }),
    ...(namespaceId === '' ? {} : { namespace_id: namespaceId }),
  }
}

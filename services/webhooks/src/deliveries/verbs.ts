import type { Database, Page, Tx } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import {
  hiddenEventTypes,
  managerWorkspace,
  maySendAgain,
  type NoteReads,
  readerWorkspace,
  requireOperator,
} from '../access.ts'
import { type ScheduleSeconds, scheduleOf, unfinishedMsMax } from '../delivery-queue/retry-schedule.ts'
import { plainHeaders } from '../dispatch/request.ts'
import { hideSignatures } from '../dispatch/signature.ts'
import { bodyOf } from '../endpoints/payload-form.ts'
import { findEndpoint, lockEndpoint } from '../endpoints/store.ts'
import { fail } from '../errors.ts'
import { type Attempt, type Delivery, retryOf } from './delivery.ts'
import { deliveryEvent } from './events.ts'
import { listSettings, listWorkspaceDeliveries as readWorkspaceDeliveries } from './list-store.ts'
import { hurryDelivery, queueAgain } from './retry-store.ts'
import { cancelDelivery, findFirstOfKey } from './skip-store.ts'
import * as store from './store.ts'
import { type QueuedDelivery, type UpcomingAttempt, upcomingAttempts } from './upcoming.ts'

export interface DeliveryDeps {
  database: Database
  defaultSchedule: ScheduleSeconds
  noteReads: NoteReads
  /** The counter shard of this process. */
  shard: number
}

export interface ShownDelivery {
  delivery: Delivery
  payload: Buffer
  attempts: Attempt[]
  /** Undefined once it has ended. */
  queued: QueuedDelivery | undefined
  upcoming: UpcomingAttempt[]
}

export type DeliveryVerbs = ReturnType<typeof deliveryVerbs>

export function deliveryVerbs({ database, defaultSchedule, noteReads, shard }: DeliveryDeps) {
  /** One delivery with its attempts, and with the body that its endpoint gets when the caller may read the event. */
  async function getDelivery(ctx: CallContext, endpointId: string, id: string): Promise<ShownDelivery> {
    const workspaceId = readerWorkspace(ctx)
    const { payloadForm, ...endpoint } = await required(
      findEndpoint(database, workspaceId, endpointId),
      fail.endpointNotFound,
    )
    const delivery = await required(store.findDelivery(database, workspaceId, endpointId, id), fail.deliveryNotFound)
    const [{ payload, attempts: logged }, queued] = await Promise.all([
      store.findPayloadAndAttempts(database, delivery),
      store.findQueued(database, workspaceId, id),
    ])
    const attempts = logged.map((attempt) =>
      withPlainHeaders(maySendAgain(ctx) ? attempt : unsigned(attempt), delivery),
    )
    const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
    const upcoming = queued === undefined ? [] : upcomingAttempts(queued, schedule)
    const isHidden = hiddenEventTypes(ctx).includes(delivery.eventType)
    return { delivery, payload: isHidden ? Buffer.alloc(0) : bodyOf(payload, payloadForm), attempts, queued, upcoming }
  }

  /** The deliveries of an endpoint, of the namespace in context where one is named. */
  async function listDeliveries(
    ctx: CallContext,
    endpointId: string,
    query: ListQuery | undefined,
  ): Promise<Page<Delivery>> {
    const workspaceId = readerWorkspace(ctx)
    await required(findEndpoint(database, workspaceId, endpointId), fail.endpointNotFound)
    return database.transaction((tx) => store.pageDeliveries(tx, query, workspaceId, endpointId, ctx.namespaceId), {
      settings: listSettings,
    })
  }

  /** The deliveries of a workspace, of the namespace in context where one is named, or of all workspaces, by cursor. */
  async function listWorkspaceDeliveries(
    ctx: CallContext,
    query: ListQuery | undefined,
    isOfAll: boolean,
  ): Promise<Page<Delivery>> {
    if (isOfAll) requireOperator(ctx)
    const workspaceId = isOfAll ? undefined : readerWorkspace(ctx)
    const namespaceId = isOfAll ? '' : ctx.namespaceId
    const page = await database.transaction((tx) => readWorkspaceDeliveries(tx, workspaceId, namespaceId, query), {
      settings: listSettings,
    })
    if (isOfAll)
      await noteReads(
        ctx,
        page.rows.map((row) => row.workspaceId),
      )
    return page
  }

  /** Queues one more try now; a delivery that succeeded is refused. */
  async function retryDelivery(tx: Tx, ctx: CallContext, endpointId: string, id: string): Promise<Delivery> {
    const workspaceId = managerWorkspace(ctx)
    const endpoint = await required(lockEndpoint(tx, workspaceId, endpointId), fail.endpointNotFound)
    const find = () => required(store.findDelivery(tx, workspaceId, endpointId, id), fail.deliveryNotFound)
    const delivery = await find()
    const step = retryOf(delivery)
    if (step === 'refuse') throw fail.cannotRetry()
    if (step === 'hurry') await hurryDelivery(tx, delivery)
    else {
      const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
      const spent = Math.max(0, schedule.length - 1)
      await queueAgain(tx, delivery, {
        spent,
        budgetMs: unfinishedMsMax(endpoint.kind === 'poll', schedule),
        isHeld: !endpoint.isActive || endpoint.isSuspended,
        shard,
      })
    }
    const queued = await find()
    tx.emit(deliveryEvent('webhook.delivery_retried', { workspaceId, before: delivery, after: queued }))
    return queued
  }

  /** Ends, as cancelled, the delivery that the others of its ordering key wait for; the next one goes. */
  async function skipDelivery(tx: Tx, ctx: CallContext, endpointId: string, orderingKey: string): Promise<Delivery> {
    const workspaceId = managerWorkspace(ctx)
    await required(lockEndpoint(tx, workspaceId, endpointId), fail.endpointNotFound)
    const firsts = await findFirstOfKey(tx, endpointId, orderingKey)
    const first = firsts.find(({ isLeased }) => !isLeased)
    if (first === undefined) throw firsts.length === 0 ? fail.orderingKeyNotFound() : fail.deliveryInFlight()
    const find = () =>
      required(store.findDelivery(tx, workspaceId, endpointId, first.deliveryId), fail.deliveryNotFound)
    const before = await find()
    await cancelDelivery(tx, endpointId, first.deliveryId, shard)
    const after = await find()
    tx.emit(deliveryEvent('webhook.delivery_skipped', { workspaceId, before, after }))
    return after
  }

  return { getDelivery, listDeliveries, listWorkspaceDeliveries, retryDelivery, skipDelivery }
}

/** With its signatures hidden: a receiver takes them again, the one of the body alone for ever. */
const unsigned = (attempt: Attempt): Attempt => ({ ...attempt, requestHeaders: hideSignatures(attempt.requestHeaders) })

/** With the headers that the log leaves out, where the request is known. */
function withPlainHeaders(attempt: Attempt, { id, eventId, eventType }: Delivery): Attempt {
  if (attempt.url === '') return attempt
  const plain = plainHeaders({ deliveryId: id, eventId, eventType, attemptNo: attempt.number })
  return { ...attempt, requestHeaders: { ...attempt.requestHeaders, ...plain } }
}

async function required<T>(found: Promise<T | undefined>, missing: () => Error): Promise<T> {
  const thing = await found
  if (thing === undefined) throw missing()
  return thing
}

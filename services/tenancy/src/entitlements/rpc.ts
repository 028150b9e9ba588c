import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx, Write } from '@plinth/kit/db'
import type { Handler, Handlers, MethodDefinition, ServerCall } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import {
  type BatchCheckEntitlementsRequest,
  type CheckEntitlementRequest,
  Consistency,
  EntitlementsServiceService as Entitlements,
  ReservationsServiceService as Reservations,
  UsageServiceService as Usage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { actorOf } from '../actor.ts'
import { callerOf } from '../caller.ts'
import { toOwnerName } from '../owners/from-message.ts'
import { type ConsumeContext, consumeItem, reserveItem } from './batch-item.ts'
import { listLog, listUsage, reconcile } from './books-verbs.ts'
import type { Checker, Question } from './check-verbs.ts'
import { commitInBatch, recordUsage } from './consume-verbs.ts'
import type { GroupCommit } from './group-commit.ts'
import { withMetrics } from './metrics.ts'
import type { LoadPlan } from './plan-loader.ts'
import type { ReadCatalog } from './plan-reader.ts'
import { commitReservation, releaseReservation } from './reservation-verbs.ts'
import * as message from './to-message.ts'

export interface LedgerDeps {
  database: Database
  write: Write
  clock: Clock
  readCatalog: ReadCatalog
  load: LoadPlan
  commit: GroupCommit
  /** Resolves when today's records can be stored. */
  ready: () => Promise<void>
}

type Asked = Pick<CheckEntitlementRequest, 'consistency' | 'namespaceIdOrUuid'>

/** A check changes nothing; with an Idempotency-Key its answer is kept all the same. */
export function entitlementsRpc({ check, list }: Checker, write: Write): Handlers<typeof Entitlements> {
  const checkAs = async (
    { consistency, namespaceIdOrUuid }: Asked,
    questions: readonly Question[],
    isExplained: boolean,
    { context }: ServerCall,
    tx: Tx | undefined,
  ) => {
    const { verdicts, ownerIds } = await check(callerOf(context), namespaceIdOrUuid, questions, tx)
    // The gateway may cache a fast answer. An answer to an Idempotency-Key is stored for a day instead.
    const isCacheable = consistency === Consistency.CONSISTENCY_FAST && tx === undefined
    return {
      decisions: verdicts.map((verdict) => message.toDecision(verdict, isExplained, !isCacheable)),
      source: isCacheable ? { ownerIds: [...ownerIds] } : undefined,
    }
  }
  const checkOne = async (request: CheckEntitlementRequest, call: ServerCall, tx?: Tx) => {
    const { decisions, source } = await checkAs(request, [request], request.isExplained, call, tx)
    return { decision: decisions[0], source }
  }
  const checkMany = async (request: BatchCheckEntitlementsRequest, call: ServerCall, tx?: Tx) => ({
    decisions: (await checkAs(request, request.checks, false, call, tx)).decisions,
  })
  return {
    checkEntitlement: withMetrics<typeof Entitlements.checkEntitlement>(
      keptWhenKeyed(checkOne, write(Entitlements.checkEntitlement, checkOne)),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    batchCheckEntitlements: withMetrics<typeof Entitlements.batchCheckEntitlements>(
      keptWhenKeyed(checkMany, write(Entitlements.batchCheckEntitlements, checkMany)),
      ({ checks }) => checks.map(({ feature }) => feature),
      ({ decisions }) => decisions,
    ),
    listEntitlements: async ({ owner }, { context }) => ({
      entitlements: (await list(callerOf(context), toOwnerName(owner))).map(message.toEntitlement),
    }),
  }
}

function keptWhenKeyed<Request, Response>(
  plain: (request: Request, call: ServerCall) => Promise<Response>,
  kept: (request: Request, call: ServerCall) => Promise<Response>,
): (request: Request, call: ServerCall) => Promise<Response> {
  return (request, call) => (call.context.idempotency === undefined ? plain : kept)(request, call)
}

export function usageRpc(deps: LedgerDeps): Handlers<typeof Usage> {
  const { database, write } = deps
  const { clock, readCatalog } = deps
  const reading = (context: CallContext) => ({ database, clock, caller: callerOf(context), readCatalog })
  return {
    consumeEntitlement: withMetrics<typeof Usage.consumeEntitlement>(
      onceReady(deps, (request, call) =>
        commitInBatch(deps.commit, {
          ...{ method: Usage.consumeEntitlement, call, toAnswer: message.toConsumed },
          prepare: () => consumeItem(deps.load, contextOf(deps, call), request),
        }),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    recordUsage: onceReady(
      deps,
      write(Usage.recordUsage, async (request, call, tx) => {
        const { record } = await recordUsage(tx, contextOf(deps, call), readCatalog, request)
        return { record: record && message.toUsageRecord(record) }
      }),
    ),
    listUsage: async ({ namespaceIdOrUuid, query }, { context }) => {
      const { rows, info } = await listUsage(reading(context), namespaceIdOrUuid, query)
      return { records: rows.map(message.toUsageRecord), page: info }
    },
    listEntitlementLog: async ({ namespaceIdOrUuid, query }, { context }) => {
      const { rows, info } = await listLog(reading(context), namespaceIdOrUuid, query)
      return { entries: rows.map(message.toLogEntry), page: info }
    },
    reconcileUsage: async ({ namespaceIdOrUuid, feature }, { context }) => ({
      balances: (await reconcile(reading(context), namespaceIdOrUuid, feature)).map(message.toBalance),
    }),
  }
}

export function reservationsRpc(deps: LedgerDeps): Handlers<typeof Reservations> {
  const { write, readCatalog } = deps
  return {
    reserveEntitlement: withMetrics<typeof Reservations.reserveEntitlement>(
      onceReady(deps, (request, call) =>
        commitInBatch(deps.commit, {
          ...{ method: Reservations.reserveEntitlement, call, toAnswer: message.toReserved },
          prepare: () => reserveItem(deps.load, contextOf(deps, call), request),
        }),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    commitReservation: onceReady(
      deps,
      write(Reservations.commitReservation, async ({ namespaceIdOrUuid, id, quantity }, call, tx) => {
        const named = { namespaceIdOrUuid, id, quantity }
        return {
          reservation: message.toReservation(await commitReservation(tx, contextOf(deps, call), readCatalog, named)),
        }
      }),
    ),
    releaseReservation: write(Reservations.releaseReservation, async (named, call, tx) => ({
      reservation: message.toReservation(await releaseReservation(tx, contextOf(deps, call), readCatalog, named)),
    })),
  }
}

/** Before the transaction: making a partition takes a connection of its own. */
function onceReady<M extends MethodDefinition>({ ready }: LedgerDeps, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    await ready()
    return handler(request, call)
  }
}

const contextOf = ({ clock }: LedgerDeps, { context }: ServerCall): ConsumeContext => ({
  caller: callerOf(context),
  actor: actorOf(context),
  clock,
})

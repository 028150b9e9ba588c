import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx, Write } from '@plinth/kit/db'
import type { Handler, Handlers, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '@plinth/kit/rpc'
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
import { toOwnerName } from '../plan/from-message.ts'
import { listLog, listUsage, reconcile } from './books-verbs.ts'
import type { Checker, Question } from './check-verbs.ts'
import { consume, recordUsage, type Spending } from './consume-verbs.ts'
import { counted } from './metrics.ts'
import type { LoadPlan } from './plan-loader.ts'
import type { ReadCatalog } from './plan-reader.ts'
import { commitReservation, releaseReservation, reserve } from './reservation-verbs.ts'
import type { Taken } from './round.ts'
import * as message from './to-message.ts'
import { type Ask, askToConsume, askToReserve } from './turn-asks.ts'
import type { TakeTurn } from './turns.ts'

export interface LedgerDeps {
  database: Database
  write: Write
  clock: Clock
  readCatalog: ReadCatalog
  load: LoadPlan
  turn: TakeTurn
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
    checkEntitlement: counted<typeof Entitlements.checkEntitlement>(
      keptWhenKeyed(checkOne, write(Entitlements.checkEntitlement, checkOne)),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    batchCheckEntitlements: counted<typeof Entitlements.batchCheckEntitlements>(
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
    consumeEntitlement: counted<typeof Usage.consumeEntitlement>(
      inTurn(
        deps,
        Usage.consumeEntitlement,
        (request, by) => askToConsume(deps.load, by, request),
        message.toConsumed,
        write(Usage.consumeEntitlement, async (request, { context }, tx) =>
          message.toConsumed(await consume(tx, spendingOf(deps, context), request)),
        ),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    recordUsage: onceReady(
      deps,
      write(Usage.recordUsage, async (request, { context }, tx) => {
        const { record } = await recordUsage(tx, spendingOf(deps, context), request)
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
  const { write } = deps
  return {
    reserveEntitlement: counted<typeof Reservations.reserveEntitlement>(
      inTurn(
        deps,
        Reservations.reserveEntitlement,
        (request, by) => askToReserve(deps.load, by, request),
        message.toReserved,
        write(Reservations.reserveEntitlement, async (request, { context }, tx) =>
          message.toReserved(await reserve(tx, spendingOf(deps, context), request)),
        ),
      ),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    commitReservation: onceReady(
      deps,
      write(Reservations.commitReservation, async ({ namespaceIdOrUuid, id, quantity }, { context }, tx) => {
        const named = { namespaceIdOrUuid, id, quantity }
        return { reservation: message.toReservation(await commitReservation(tx, spendingOf(deps, context), named)) }
      }),
    ),
    releaseReservation: write(Reservations.releaseReservation, async (named, { context }, tx) => ({
      reservation: message.toReservation(await releaseReservation(tx, spendingOf(deps, context), named)),
    })),
  }
}

/** In a group of those who count at the same moment; what has no place in one goes alone. */
function inTurn<M extends MethodDefinition>(
  deps: LedgerDeps,
  method: M,
  askFor: (request: RequestOf<M>, by: Spending) => Promise<Ask | undefined>,
  toAnswer: (taken: Taken) => ResponseOf<M>,
  alone: Handler<M>,
): Handler<M> {
  return async (request, call) => {
    // Whatever is wrong with it is said after the look for an earlier answer.
    const asking = askFor(request, spendingOf(deps, call.context)).catch(() => undefined)
    const [ask] = await Promise.all([asking, deps.ready()])
    const outcome = ask && (await deps.turn({ method, call, entry: { ask, toAnswer } }))
    if (outcome === undefined) return alone(request, call)
    if ('refusal' in outcome) throw outcome.refusal
    // Made by toAnswer, or read by this method's own decoder.
    return outcome.answer as ResponseOf<M>
  }
}

/** Before the transaction: making a partition takes a connection of its own. */
function onceReady<M extends MethodDefinition>({ ready }: LedgerDeps, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    await ready()
    return handler(request, call)
  }
}

const spendingOf = ({ clock, readCatalog }: LedgerDeps, context: CallContext): Spending => ({
  caller: callerOf(context),
  actor: actorOf(context),
  clock,
  readCatalog,
})

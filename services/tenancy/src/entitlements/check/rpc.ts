import type { Tx, Write } from '@plinth/kit/db'
import type { Handlers, ServerCall } from '@plinth/kit/rpc'
import {
  type BatchCheckEntitlementsRequest,
  type CheckEntitlementRequest,
  Consistency,
  type Entitlement as EntitlementMessage,
  EntitlementsServiceService as Entitlements,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { callerOf } from '../../caller.ts'
import { toOwnerName } from '../../owners/from-message.ts'
import { withMetrics } from '../balances/decision-metrics.ts'
import { toCountedBy, toDecision } from '../balances/to-message.ts'
import { toExplained } from '../explain/to-message.ts'
import type { PlanQuestion } from './plan-verbs.ts'
import type { Checker, Entitlement, Question } from './verbs.ts'

type Asked = Pick<CheckEntitlementRequest, 'consistency' | 'namespaceIdOrUuid' | 'ownUse'>

/** A check changes nothing; its answer is stored all the same for an Idempotency-Key. */
export function checkRpc(
  { check, explain, list }: Checker,
  write: Write,
  checkPlans: (questions: readonly PlanQuestion[]) => Promise<boolean[]>,
): Handlers<typeof Entitlements> {
  const checkAs = async (
    { consistency, namespaceIdOrUuid, ownUse }: Asked,
    questions: readonly Question[],
    { context }: ServerCall,
    tx: Tx | undefined,
  ) => {
    const { verdicts, ownerIds } = await check(callerOf(context), namespaceIdOrUuid, questions, tx, ownUse)
    const isCacheable = mayBeCached(consistency, tx)
    return {
      decisions: verdicts.map((verdict) => toDecision(verdict, !isCacheable)),
      source: sourceOf(isCacheable, ownerIds),
    }
  }
  const explainOne = async (request: CheckEntitlementRequest, { context }: ServerCall, tx: Tx | undefined) => {
    const { namespaceIdOrUuid, ownUse } = request
    const explained = await explain(callerOf(context), namespaceIdOrUuid, request, tx, ownUse)
    const isCacheable = mayBeCached(request.consistency, tx)
    return {
      decision: toExplained(explained, !isCacheable),
      source: sourceOf(isCacheable, explained.plan.ownerIds),
    }
  }
  const checkOne = async (request: CheckEntitlementRequest, call: ServerCall, tx?: Tx) => {
    if (request.isExplained) return explainOne(request, call, tx)
    const { decisions, source } = await checkAs(request, [request], call, tx)
    return { decision: decisions[0], source }
  }
  const checkMany = async (request: BatchCheckEntitlementsRequest, call: ServerCall, tx?: Tx) => ({
    decisions: (await checkAs(request, request.checks, call, tx)).decisions,
  })
  return {
    checkEntitlement: withMetrics<typeof Entitlements.checkEntitlement>(
      storedWhenKeyed(checkOne, write(Entitlements.checkEntitlement, checkOne)),
      ({ feature }) => [feature],
      ({ decision }) => [decision],
    ),
    batchCheckEntitlements: withMetrics<typeof Entitlements.batchCheckEntitlements>(
      storedWhenKeyed(checkMany, write(Entitlements.batchCheckEntitlements, checkMany)),
      ({ checks }) => checks.map(({ feature }) => feature),
      ({ decisions }) => decisions,
    ),
    listEntitlements: async ({ owner, isComplete }, { context }) => ({
      entitlements: (await list(callerOf(context), toOwnerName(owner), isComplete)).map(toEntitlement),
    }),
    checkPlans: async ({ questions }) => ({ areIncluded: await checkPlans(questions) }),
  }
}

// The gateway may cache a fast answer. An answer to an Idempotency-Key is stored for a day instead.
const mayBeCached = (consistency: Consistency, tx: Tx | undefined): boolean =>
  consistency === Consistency.CONSISTENCY_FAST && tx === undefined

const sourceOf = (isCacheable: boolean, ownerIds: readonly string[]) =>
  isCacheable ? { ownerIds: [...ownerIds] } : undefined

function storedWhenKeyed<Request, Response>(
  plain: (request: Request, call: ServerCall) => Promise<Response>,
  stored: (request: Request, call: ServerCall) => Promise<Response>,
): (request: Request, call: ServerCall) => Promise<Response> {
  return (request, call) => (call.context.idempotency === undefined ? plain : stored)(request, call)
}

const toEntitlement = ({ feature, entitled, reason, countedBy, ...numbers }: Entitlement): EntitlementMessage => ({
  ...{ ...numbers, countedBy: toCountedBy(countedBy) },
  ...{ feature: feature.code, name: feature.name, type: feature.type, reason: reason ?? '' },
  ...{ level: entitled?.level ?? '', ownerId: entitled?.ownerId ?? '', pool: entitled?.pool.code ?? '' },
  ...{ windowStart: entitled?.window.start, windowEnd: entitled?.window.end },
})

// A fast answer is used again while it is less than 2 s old, counted from when it was asked for, while none of its owners is
// known to have changed since, and while this gateway hears what others announce. Tenancy reads every answer from the database.

import type { Clock } from '@plinth/kit/clock'
import { counter } from '@plinth/kit/metrics'
import { cachedMsMax, type OwnerChanges } from '@plinth/kit/owner-changes'
import type { CallOptions, Client } from '@plinth/kit/rpc'
import type { Principal } from '@plinth/proto/common/v1/context.ts'
import {
  type CheckEntitlementRequest,
  Consistency,
  type Decision,
  type EntitlementsServiceService,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { pair } from '../access/access-names.ts'
import { TtlCache } from '../ttl-cache.ts'

/** Counter that the service shares: it counts the checks answered there. */
const checks = counter({
  name: 'plinth_entitlement_checks_total',
  help: 'Entitlement checks, including consume and reserve, by feature of the catalogue.',
  labels: ['feature', 'allowed'],
})

type Entitlements = Omit<Client<typeof EntitlementsServiceService>, 'checkPlans'>

interface Cached {
  answer: { decision: Decision }
  ownerIds: readonly string[]
  /** Time by the clock that tests can move. */
  isOverAt: number
}

/** Makes a tenancy of the release before read anew: it would answer from a cache of its own. */
const readAnew = { maxAgeMs: 0 }
const bytesMaxDefault = 16 * 1_048_576

export interface CachedChecksOptions {
  changes: Pick<OwnerChanges, 'haveBeen' | 'note'>
  clock: Clock
  /** The maximum age of a cached answer; 0: none is cached. */
  ttlMs: number
  entriesMax: number
  /** Default 16 MiB. */
  bytesMax?: number
  /** While it returns false, every question is asked. */
  isTrusted: () => boolean
}

/** Returns the client with a cache for fast checks, used if the cached result is as good as that of the service. */
export function cachedChecks(
  client: Entitlements,
  { changes, clock, ttlMs, entriesMax, bytesMax = bytesMaxDefault, isTrusted }: CachedChecksOptions,
): { entitlements: Entitlements; clear(): void } {
  const ageMsMax = Math.min(cachedMsMax, ttlMs)
  const cache = new TtlCache<Cached>({
    ...{ entriesMax, ttlMs: ageMsMax, monotonicMs: () => clock.monotonicMs(), isTrusted, changes },
    namesOf: ({ ownerIds }) => ownerIds,
    isOver: ({ isOverAt }) => clock.now().getTime() >= isOverAt,
    size: { bytesMax, bytesOf },
  })
  const entitlements: Entitlements = {
    ...client,
    async checkEntitlement(request, call = {}) {
      if (request.consistency !== Consistency.CONSISTENCY_FAST) return client.checkEntitlement(request, call)
      const key = keyOf(request, call)
      const known = key === undefined ? undefined : cache.get(key)
      if (known !== undefined) {
        countCached(request.feature, known.answer.decision)
        return known.answer
      }
      const askedMs = clock.monotonicMs()
      const isOverAt = clock.now().getTime() + ageMsMax
      const answer = await client.checkEntitlement({ ...request, ...readAnew }, call)
      const { decision, source } = answer
      if (key === undefined || decision === undefined || source === undefined) return answer
      const ownerIds = [...namedIn(call.context, request.namespaceIdOrUuid), ...source.ownerIds]
      cache.set(key, { answer: { decision }, ownerIds, isOverAt }, askedMs)
      return answer
    },
    batchCheckEntitlements: (request, call) => client.batchCheckEntitlements({ ...request, ...readAnew }, call),
  }
  return { entitlements, clear: () => cache.clear() }
}

/**
 * Returns the owners whose cached checks are dropped after a write, by its caller and its path: a caller who writes here sees the
 * change here at once, although the announcement of the service has not arrived yet.
 */
export const concerned = (principal: Principal | undefined, named: readonly string[]): string[] => [
  principal?.isOperator ? 'operator' : (principal?.userId ?? ''),
  ...named,
]

/** The same names as in access revocations. */
function namedIn(context: CallOptions['context'], namespaceIdOrUuid: string): string[] {
  const ids = concerned(context?.principal, [namespaceIdOrUuid])
  const workspaceId = context?.workspaceId ?? ''
  return workspaceId === '' ? ids : [...ids, workspaceId, ...ids.map((id) => pair(workspaceId, id))]
}

/** Returns the cache key of a check, or undefined if it must not be cached. */
function keyOf(request: CheckEntitlementRequest, { context }: CallOptions): string | undefined {
  const { isExplained, namespaceIdOrUuid, quantity, feature, ownUse } = request
  // The counts of other services change without a change of an owner.
  if (isExplained || ownUse !== undefined) return undefined
  if (context?.principal === undefined || context.idempotency !== undefined) return undefined
  const { principal, workspaceId } = context
  return `${principal.isOperator} ${principal.userId} ${workspaceId} ${namespaceIdOrUuid} ${quantity} ${feature}`
}

const bytesOf = ({ answer, ownerIds }: Cached, key: string): number =>
  500 + 2 * (key.length + answer.decision.message.length + ownerIds.join().length)

/** A check that this gateway answered. */
function countCached(feature: string, { reason, isAllowed }: Decision): void {
  // A caller can send any feature; only features of the catalogue become labels.
  const known = reason === 'FEATURE_NOT_FOUND' ? 'unknown' : feature
  checks.add(1, known, isAllowed ? 'true' : 'false')
}

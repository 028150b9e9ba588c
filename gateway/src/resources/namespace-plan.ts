import type { CallOptions } from '@plinth/kit/rpc'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { Assignment, EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import { isoTime, type JsonObject } from '../operation/view.ts'
import type { Services } from '../services.ts'
import { type CountedEntitlement, isUseKnown, listCounted } from './own-use.ts'

/** Packages assigned to a namespace itself, and its entitlements from all packages that apply to it. */
export interface NamespacePlan {
  assignments: readonly Assignment[]
  entitlements: readonly CountedEntitlement[]
}

export const noPlan: NamespacePlan = { assignments: [], entitlements: [] }

export async function planOf(namespaceId: string, services: Services, ask: CallOptions): Promise<NamespacePlan> {
  const owner: EntitlementOwner = { owner: { $case: 'namespaceIdOrUuid', value: namespaceId } }
  const active = { field: 'status', operator: Filter_Operator.OPERATOR_EQUALS, value: 'active' }
  const query = { page: 1, perPage: 100, filters: [active], sort: [] }
  const [{ assignments }, entitlements] = await Promise.all([
    services.assignments.listAssignments({ owner, query }, ask),
    listCounted({ owner, isComplete: false }, services, ask),
  ])
  return { assignments, entitlements }
}

export const planView = ({ assignments, entitlements }: NamespacePlan): JsonObject => ({
  packages: assignments.map(({ packageId, packageName, expiresAt }) => ({
    id: packageId,
    name: packageName,
    expires_at: isoTime(expiresAt),
  })),
  entitlements: Object.fromEntries(entitlements.filter(isUseKnown).map((one) => [one.feature, entitlementView(one)])),
})

const entitlementView = ({ used, limit, unit, resetAt }: CountedEntitlement): JsonObject => ({
  used,
  limit: limit ?? null,
  ...(unit === '' ? {} : { unit }),
  ...(resetAt === undefined ? {} : { reset_at: isoTime(resetAt) }),
})

import type { Expose } from '@plinth/kit/part'
import { type Assignment, AssignmentsServiceService as Assignments } from '@plinth/proto/tenancy/v1/assignments.ts'
import {
  type Boost,
  BoostsServiceService as Boosts,
  Boost_Type as BoostType,
  Boost_Duration as Duration,
} from '@plinth/proto/tenancy/v1/boosts.ts'
import {
  CatalogServiceService as Catalogs,
  type Feature,
  type Package,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import {
  Consistency,
  CountedBy,
  type Decision,
  type Entitlement,
  EntitlementsServiceService as Entitlements,
  type OwnUse,
  UsageServiceService as Usage,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import {
  type FeatureDifference,
  PlanPreviewsServiceService as PlanPreviews,
} from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { type Reservation, ReservationsServiceService as Reservations } from '@plinth/proto/tenancy/v1/reservations.ts'
import { UsageSeriesServiceService as UsageSeries } from '@plinth/proto/tenancy/v1/usage_series.ts'
import { page } from './rows.ts'
import type { Script } from './script.ts'

const at = new Date('2026-01-01T00:00:00.000Z')
const feature: Feature = {
  ...{ id: 'feat_1', code: 'storage', name: 'Storage', type: Type.TYPE_LIMIT, unit: 'bytes', reset: Reset.RESET_NONE },
  ...{ rollingDays: 0, parent: '', isActive: true, createdAt: at, updatedAt: at },
}
const bundle: Package = {
  ...{ id: 'pkg_1', code: 'pro', name: 'Pro', isBase: true, isStackable: false, isActive: true, createdAt: at },
  ...{ updatedAt: at, features: [{ code: 'storage', grant: { $case: 'limit', value: 10 } }] },
}
const assignment: Assignment = {
  ...{ id: 'asg_1', packageId: 'pkg_1', packageCode: 'pro', packageName: 'Pro', status: 'active', startsAt: at },
  ...{ billingAnchor: at, createdAt: at, updatedAt: at, version: 1 },
}
const boost: Boost = {
  ...{
    id: 'bst_1',
    feature: 'storage',
    type: BoostType.TYPE_ADD_LIMIT,
    limit: 5,
    duration: Duration.DURATION_PERMANENT,
  },
  ...{ status: 'active', startsAt: at, createdAt: at },
}
const decision: Decision = {
  ...{ isAllowed: true, reason: '', message: 'Storage is available.', currentUsage: 6, limit: 10, available: 4 },
  ...{ isUnlimited: false, asOf: at, isExact: true, steps: [] },
}
const denied: Decision = { ...decision, isAllowed: false, reason: 'LIMIT_EXCEEDED', currentUsage: 10, available: 0 }
/** The plan allows every feature but this one. */
const decisionOn = ({ feature }: { feature: string }): Decision => (feature === 'sold_out' ? denied : decision)
const entitlement = (code: string, fields = {}): Entitlement => ({
  ...{ feature: code, name: code, type: 'limit', used: 0, limit: 10, reserved: 0, unit: '', isUnlimited: false },
  ...{ reason: '', level: 'workspace', ownerId: 'wks_home', pool: code },
  countedBy: CountedBy.COUNTED_BY_UNSPECIFIED,
  ...fields,
})
const own = ['plinth.webhooks', 'plinth.api_keys']
const difference = (code: string, fields: Partial<FeatureDifference> = {}): FeatureDifference => ({
  ...{ code, used: 0, wouldRefuse: false, before: { grant: { $case: 'limit', value: 10 } }, ownerId: 'wks_home' },
  ...{ after: { grant: { $case: 'limit', value: 4 } }, countedBy: CountedBy.COUNTED_BY_UNSPECIFIED },
  ...fields,
})
const ownDifference = (code: string, ownUse: OwnUse | undefined): FeatureDifference => {
  const used = ownUse?.used[code]
  if (used === undefined) return difference(code, { countedBy: CountedBy.COUNTED_BY_OTHERS })
  return difference(code, { used, wouldRefuse: used >= 4 })
}
const reservation: Reservation = {
  ...{ id: 'res_1', feature: 'storage', quantity: 2, status: 'active', expiresAt: at, createdAt: at },
}
const record = { id: 'use_1', feature: 'storage', quantity: 2, eventId: '', metadata: {}, recordedAt: at }

export function exposePlans(expose: Expose, { answering }: Script): void {
  expose(Catalogs, {
    getCatalog: answering(Catalogs.getCatalog, () => ({
      ...{ catalog: { features: [feature], packages: [bundle] }, version: 1 },
    })),
    listFeatures: answering(Catalogs.listFeatures, () => ({ features: [feature], page })),
    listPackages: answering(Catalogs.listPackages, () => ({ packages: [bundle], page })),
    applyCatalog: answering(Catalogs.applyCatalog, () => ({
      added: [{ kind: 'feature', code: 'storage' }],
      changed: [],
      removed: [],
      lost: [],
    })),
  })
  expose(Assignments, {
    listAssignments: answering(Assignments.listAssignments, () => ({ assignments: [assignment], page })),
    assignPackage: answering(Assignments.assignPackage, () => ({ assignment })),
    cancelAssignment: answering(Assignments.cancelAssignment, () => ({})),
    suspendAssignment: answering(Assignments.suspendAssignment, () => ({ assignment })),
    reactivateAssignment: answering(Assignments.reactivateAssignment, () => ({ assignment })),
    renewAssignment: answering(Assignments.renewAssignment, () => ({ assignment })),
  })
  expose(Boosts, {
    listBoosts: answering(Boosts.listBoosts, () => ({ boosts: [boost], page })),
    createBoost: answering(Boosts.createBoost, () => ({ boost })),
    deleteBoost: answering(Boosts.deleteBoost, () => ({})),
  })
  expose(PlanPreviews, {
    previewPlanChange: answering(PlanPreviews.previewPlanChange, ({ change, ownUse }) => ({
      at,
      features: [
        difference('storage', { used: 6, after: { grant: { $case: 'isUnlimited', value: true } } }),
        ...(change?.$case === 'assignPackage' && change.value.packageCode === 'with_own'
          ? own.map((code) => ownDifference(code, ownUse))
          : []),
      ],
    })),
  })
  expose(Entitlements, {
    checkEntitlement: answering(Entitlements.checkEntitlement, ({ consistency, namespaceIdOrUuid, ...asked }) =>
      consistency === Consistency.CONSISTENCY_FAST
        ? {
            decision: { ...decisionOn(asked), isExact: false },
            source: { ownerIds: [namespaceIdOrUuid, 'wks_home'] },
          }
        : { decision: decisionOn(asked) },
    ),
    batchCheckEntitlements: answering(Entitlements.batchCheckEntitlements, ({ checks }) => ({
      decisions: checks.map(decisionOn),
    })),
    listEntitlements: answering(Entitlements.listEntitlements, () => ({
      entitlements: [
        entitlement('storage', { used: 6, unit: 'bytes' }),
        ...own.map((code) => entitlement(code, { countedBy: CountedBy.COUNTED_BY_OTHERS })),
        entitlement('plinth.requests_burst', { countedBy: CountedBy.COUNTED_BY_NONE }),
      ],
    })),
    checkPlans: answering(Entitlements.checkPlans, ({ questions }) => ({
      areIncluded: questions.map(({ workspaceId, feature }) => workspaceId === 'wks_home' && feature === 'storage'),
    })),
  })
  expose(UsageSeries, {
    getUsageSeries: answering(UsageSeries.getUsageSeries, () => ({
      ...{ ownerId: 'wks_home', pool: 'storage', points: [{ at, recorded: 8, givenBack: 2, used: 6 }] },
      windows: [{ start: at, end: at, grant: { $case: 'limit', value: 10 } }],
      alerts: [{ threshold: 80, at, eventId: 'evt_1' }],
    })),
  })
  expose(Usage, {
    consumeEntitlement: answering(Usage.consumeEntitlement, (asked) => ({
      decision: decisionOn(asked),
      usageId: 'use_1',
    })),
    recordUsage: answering(Usage.recordUsage, () => ({ record })),
    listUsage: answering(Usage.listUsage, () => ({ records: [record], page })),
    listEntitlementLog: answering(Usage.listEntitlementLog, () => ({
      entries: [
        {
          ...{ id: 'log_1', action: 'usage.recorded', feature: 'storage', subjectId: 'use_1', actorId: '' },
          ...{ changeJson: '{"quantity":2}', createdAt: at },
        },
      ],
      page,
    })),
    reconcileUsage: answering(Usage.reconcileUsage, () => ({
      balances: [{ feature: 'storage', balance: 6, ledger: 6 }],
    })),
  })
  expose(Reservations, {
    reserveEntitlement: answering(Reservations.reserveEntitlement, (asked) => ({
      decision: decisionOn(asked),
      reservation,
    })),
    commitReservation: answering(Reservations.commitReservation, () => ({ reservation })),
    releaseReservation: answering(Reservations.releaseReservation, () => ({ reservation })),
  })
}

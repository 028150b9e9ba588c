// Plinth's own resources are counted by the service that owns the rows, and services never call each other: the gateway asks them,
// and only for these features. A part that is away makes its numbers unknown.

import type { CallOptions } from '@plinth/kit/rpc'
import {
  CountedBy,
  type Entitlement,
  type ListEntitlementsRequest,
  type OwnUse,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type {
  FeatureDifference,
  PreviewPlanChangeRequest,
  PreviewPlanChangeResponse,
} from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { isUnavailable } from '../unavailable-part.ts'

type Counting = Pick<Services, 'stats' | 'apiKeys'>
type Counts = Readonly<Record<string, number>>

const events = 'plinth.events'
const ofWebhooks: readonly string[] = ['plinth.webhooks', events]
const ofIdentity = 'plinth.api_keys'

// A part that hangs does not hold up what tenancy can answer alone.
const countTimeoutMs = 3_000

const countedElsewhere = (feature: string): boolean => feature === ofIdentity || ofWebhooks.includes(feature)

/** True for an entitlement that can be shown where a number is promised. */
export const isUseKnown = ({ used }: CountedEntitlement): boolean => used !== undefined

/** Shown use: null is not the same as none. */
export const usedOrNull = z.int().nullable().meta({
  description:
    'Null for a limit of Plinth itself that is not counted here: requests per hour and burst, `plinth.events` without a limit, or while the part that counts is not available.',
})

/** An entitlement as it is shown: used is undefined where no service counts it, or the one that does is away. */
export type CountedEntitlement = Omit<Entitlement, 'used'> & { used: number | undefined }

/**
 * The use that a check of these features needs besides tenancy's; undefined, without a call, for all other features. It is also
 * there, of no workspace, while the payer cannot be read: a check with it is never answered from memory.
 */
export async function ownUseFor(
  features: readonly string[],
  namespaceIdOrUuid: string,
  services: Counting & Pick<Services, 'namespaces'>,
  ask: CallOptions,
): Promise<OwnUse | undefined> {
  if (!features.some(countedElsewhere)) return undefined
  // The check itself refuses a namespace that the caller does not see.
  const found = await services.namespaces.getNamespace({ idOrUuid: namespaceIdOrUuid }, ask).catch(() => undefined)
  const workspaceId = found?.namespace?.workspaceId ?? ''
  return { workspaceId, used: workspaceId === '' ? {} : await countOwnUse(features, workspaceId, services, ask) }
}

/** The effect of a change of a plan. */
export type PlanDifference = PreviewPlanChangeResponse & {
  /** Codes of the features whose use is not known now; absent: all is known. */
  leftOut?: string[]
}

/** Previews a change of a plan. Tenancy decides once more when others have counted what it named. */
export async function previewCounted(
  change: PreviewPlanChangeRequest['change'],
  services: Counting & Pick<Services, 'planPreviews'>,
  { call, ask }: { call: CallOptions; ask: CallOptions },
): Promise<PlanDifference> {
  const first = await services.planPreviews.previewPlanChange({ change }, call)
  const ownUse = await countOthers(first.features, services, ask)
  const isMoreKnown = Object.keys(ownUse?.used ?? {}).length > 0
  const { at, features } = isMoreKnown ? await services.planPreviews.previewPlanChange({ change, ownUse }, call) : first
  const leftOut = features.filter(isCountedByOthers).map(({ code }) => code)
  if (leftOut.length === 0) return { at, features }
  return { at, features: features.filter((one) => !isCountedByOthers(one)), leftOut }
}

/** The features of an owner with their use, also of those that other services count. */
export async function listCounted(
  request: ListEntitlementsRequest,
  services: Counting & Pick<Services, 'entitlements'>,
  ask: CallOptions,
): Promise<CountedEntitlement[]> {
  const { entitlements } = await services.entitlements.listEntitlements(request, ask)
  const rows = entitlements.map(({ feature, countedBy, ownerId }) => ({ code: feature, countedBy, ownerId }))
  const { used = {} } = (await countOthers(rows, services, ask)) ?? {}
  return entitlements.map((one) => ({ ...one, used: usedOf(one, used) }))
}

type Told = Pick<FeatureDifference, 'code' | 'countedBy' | 'ownerId'>

const isCountedByOthers = ({ countedBy }: Pick<Told, 'countedBy'>): boolean => countedBy === CountedBy.COUNTED_BY_OTHERS

/** Counts what tenancy leaves to others, all of it in the workspace that pays; undefined, without a call, if that is nothing. */
async function countOthers(rows: readonly Told[], services: Counting, ask: CallOptions): Promise<OwnUse | undefined> {
  const counted = rows.filter(isCountedByOthers)
  const [first] = counted
  if (first === undefined) return undefined
  const features = counted.map(({ code }) => code)
  return { workspaceId: first.ownerId, used: await countOwnUse(features, first.ownerId, services, ask) }
}

function usedOf({ feature, countedBy, used }: Entitlement, counts: Counts): number | undefined {
  if (countedBy === CountedBy.COUNTED_BY_NONE) return undefined
  return isCountedByOthers({ countedBy }) ? counts[feature] : used
}

async function countOwnUse(
  features: readonly string[],
  workspaceId: string,
  { stats, apiKeys }: Counting,
  ask: CallOptions,
): Promise<Record<string, number>> {
  const asked = { ...ask, timeoutMs: countTimeoutMs }
  const [rows, keys] = await Promise.all([
    features.some((one) => ofWebhooks.includes(one))
      ? unlessAway(stats.countOwnUse({ workspaceId }, asked))
      : undefined,
    features.includes(ofIdentity) ? unlessAway(apiKeys.countApiKeys({ workspaceId }, asked)) : undefined,
  ])
  return {
    ...(rows === undefined ? {} : { 'plinth.webhooks': rows.endpoints, [events]: rows.events }),
    ...(keys === undefined ? {} : { [ofIdentity]: keys.active }),
  }
}

const unlessAway = <Answer>(answering: Promise<Answer>): Promise<Answer | undefined> =>
  answering.catch((err: unknown) => {
    if (isUnavailable(err)) return undefined
    throw err
  })

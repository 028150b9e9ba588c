import { z } from 'zod'
import { shownId, shownTime } from '../../operation/shown.ts'
import { duration, type } from '../boosts.ts'
import { output as assignment } from '../packages.ts'
import type { EventDocs } from './event-doc.ts'

const attributes = assignment
  .extend({
    status: z.enum(assignment.shape.status.options).meta({ description: 'Status after the change.' }),
    billing_anchor: shownTime,
  })
  .meta({ id: 'PackageAttributes' })
const aboutPackage = {
  object: 'package',
  attributes,
  example: {
    id: 'asg_01kb0q3t5d2k4m6p8r0t1v3x5z',
    package: { id: 'pkg_01kb0p9c4e6g8j0m2p4r6t8v0x', code: 'pro', name: 'Pro' },
    status: 'active',
    starts_at: '2026-01-05T00:00:00.000Z',
    expires_at: null,
    billing_anchor: '2026-01-05T00:00:00.000Z',
  },
}

const boost = z
  .object({
    id: shownId,
    feature: z.string(),
    type,
    limit: z.int().nullable().meta({ description: 'Added limit. Null unless the type is add_limit.' }),
    duration,
    status: z.string().meta({ description: '`active` or `expired`.' }),
    starts_at: shownTime,
    expires_at: shownTime.nullable(),
    created_at: shownTime,
  })
  .meta({ id: 'BoostAttributes' })
const aboutBoost = {
  object: 'boost',
  attributes: boost,
  example: {
    id: 'bst_01kb0q3t5d9h7f5d3b1z0x8v6t',
    feature: 'storage.bytes',
    type: 'add_limit',
    limit: 50,
    duration: 'cycle',
    status: 'active',
    starts_at: '2026-01-05T09:58:12.431Z',
    expires_at: '2026-02-05T00:00:00.000Z',
    created_at: '2026-01-05T09:58:12.431Z',
  },
}

const alert = z
  .object({
    feature: z.string(),
    threshold: z.int().meta({ description: 'Percentage of the limit.' }),
    used: z.int(),
    limit: z.int(),
    unit: z.string().nullable(),
    owner_id: shownId,
    window_start: shownTime.nullable(),
    reset_at: shownTime.nullable(),
  })
  .meta({ id: 'EntitlementAttributes' })
const aboutUse = (threshold: number, used: number) => ({
  object: 'entitlement',
  attributes: alert,
  example: {
    feature: 'emails',
    threshold,
    used,
    limit: 1_000,
    unit: null,
    owner_id: 'ns_01kb0q3t5d6m4z8x2c0v7b9n1q',
    window_start: '2026-01-05T00:00:00.000Z',
    reset_at: '2026-02-05T00:00:00.000Z',
  },
})

export const planEvents: EventDocs = {
  'package.assigned': { summary: 'A package was assigned', ...aboutPackage },
  'package.suspended': { summary: 'A package was suspended', ...aboutPackage },
  'package.reactivated': { summary: 'A suspended package was reactivated', ...aboutPackage },
  'package.renewed': { summary: 'A package was renewed', ...aboutPackage },
  'package.cancelled': { summary: 'A package was cancelled', ...aboutPackage },
  'package.expired': { summary: 'A package expired', ...aboutPackage },
  'boost.activated': { summary: 'A boost became active', ...aboutBoost },
  'boost.expired': { summary: 'A boost expired', ...aboutBoost },
  'entitlement.limit_warning': { summary: 'Usage approached a limit', ...aboutUse(80, 812) },
  'entitlement.limit_reached': { summary: 'Usage reached a limit', ...aboutUse(100, 1_000) },
}

import type { BoostCreate, Client, PackageAssign, PackageRenew, PlanDifference } from '../../api/sdk.ts'
import type { WriteOptions } from '../../api/use-write.ts'
import { boostsOf, type Owner, packagesOf } from './owner.ts'

/** A change of a plan, and the dry run of exactly that change. */
export interface PlanChange {
  /** Tells it from other changes. */
  content: readonly unknown[]
  preview: (client: Client, signal: AbortSignal) => Promise<PlanDifference>
  write: (options: WriteOptions) => (client: Client) => Promise<unknown>
}

export const assignPackage = (owner: Owner, body: PackageAssign): PlanChange => ({
  content: ['assign', owner, body],
  preview: (client, signal) => packagesOf(client, owner).assign(owner.id, { ...body, dry_run: true }, { signal }),
  write: (options) => (client) => packagesOf(client, owner).assign(owner.id, body, options),
})

export const switchPackage = (owner: Owner, id: string, verb: 'suspend' | 'reactivate'): PlanChange => ({
  content: [verb, owner, id],
  preview: (client, signal) => packagesOf(client, owner)[verb](owner.id, id, { dry_run: true }, { signal }),
  write: (options) => (client) => packagesOf(client, owner)[verb](owner.id, id, undefined, options),
})

export const renewPackage = (owner: Owner, id: string, body: PackageRenew): PlanChange => ({
  content: ['renew', owner, id, body],
  preview: (client, signal) => packagesOf(client, owner).renew(owner.id, id, { ...body, dry_run: true }, { signal }),
  write: (options) => (client) => packagesOf(client, owner).renew(owner.id, id, body, options),
})

export const cancelPackage = (owner: Owner, id: string, isAtPeriodEnd: boolean): PlanChange => {
  const params = isAtPeriodEnd ? { at_period_end: true } : undefined
  return {
    content: ['cancel', owner, id, isAtPeriodEnd],
    preview: (client, signal) =>
      packagesOf(client, owner).cancel(owner.id, id, { ...params, dry_run: true }, { signal }),
    write: (options) => (client) => packagesOf(client, owner).cancel(owner.id, id, params, options),
  }
}

export const addBoost = (owner: Owner, body: BoostCreate): PlanChange => ({
  content: ['boost', owner, body],
  preview: (client, signal) => boostsOf(client, owner).create(owner.id, { ...body, dry_run: true }, { signal }),
  write: (options) => (client) => boostsOf(client, owner).create(owner.id, body, options),
})

export const endBoost = (owner: Owner, id: string): PlanChange => ({
  content: ['end', owner, id],
  preview: (client, signal) => boostsOf(client, owner).delete(owner.id, id, { dry_run: true }, { signal }),
  write: (options) => (client) => boostsOf(client, owner).delete(owner.id, id, undefined, options),
})

import type { Catalog } from '../../catalog/catalog.ts'
import type { HeldBoost } from './held-boost.ts'
import type { HeldPackage } from './held-package.ts'

/** The packages and boosts of one owner. */
export interface OwnerGrants {
  ownerId: string
  packages: readonly HeldPackage[]
  boosts: readonly HeldBoost[]
}

/** Everything that decides what a namespace may use. */
export interface EntitlementInputs {
  catalog: Catalog
  namespace: OwnerGrants & { isActive: boolean; isUserOwned: boolean }
  /** The payer, if any. */
  workspace: (OwnerGrants & { isSuspended: boolean }) | undefined
  /** The user who owns the namespace, and the tier. */
  user: { ownerId: string; tier: string } | undefined
}

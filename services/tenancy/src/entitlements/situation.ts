import type { HeldBoost } from '../boosts/boost.ts'
import type { Catalog, Feature } from '../catalog/catalog.ts'
import type { HeldPackage } from '../packages/assignment.ts'
import type { Window } from './window.ts'

/** What one owner holds. */
export interface Holdings {
  ownerId: string
  packages: readonly HeldPackage[]
  boosts: readonly HeldBoost[]
}

/** Everything that decides what a namespace may use. */
export interface Situation {
  catalog: Catalog
  namespace: Holdings & { isActive: boolean; isUserOwned: boolean }
  /** Paying workspace; undefined if there is none. */
  workspace: (Holdings & { isSuspended: boolean }) | undefined
  /** The user who owns the namespace, and the tier. */
  user: { ownerId: string; tier: string } | undefined
}

export type Reason =
  | 'LIMIT_EXCEEDED'
  | 'FEATURE_NOT_INCLUDED'
  | 'FEATURE_NOT_FOUND'
  | 'PACKAGE_SUSPENDED'
  | 'PACKAGE_EXPIRED'
  | 'PACKAGE_CANCELLED'
  | 'NAMESPACE_INACTIVE'
  | 'WORKSPACE_SUSPENDED'

/** One level that was asked. */
export interface Step {
  level: 'namespace' | 'workspace' | 'tier'
  ownerId: string
  /** Packages and boosts that say something about the feature. */
  considered: readonly string[]
  /** Undefined: this level decided. */
  passedOver: Reason | undefined
}

/** Included: where usage counts, and up to what. */
export interface Entitled {
  reason: undefined
  feature: Feature
  /** The feature itself, or its parent. */
  pool: Feature
  level: Step['level']
  /** Whose usage counts. */
  ownerId: string
  /** Undefined: none. Boolean features have none. */
  limit: number | undefined
  window: Window
  /** The levels that were asked. */
  steps: () => readonly Step[]
}

export interface NotEntitled {
  reason: Reason
  /** Undefined when there is no such feature. */
  feature: Feature | undefined
  steps: () => readonly Step[]
}

export type Resolution = Entitled | NotEntitled

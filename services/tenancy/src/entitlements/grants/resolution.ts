import type { Feature } from '../../catalog/catalog.ts'
import type { Window } from './window.ts'

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
  /** Packages and boosts that mention the feature. */
  considered: readonly string[]
  /** Undefined: this level decided. */
  passedOver: Reason | undefined
}

/** Included: the pool that usage counts in, and the limit. */
export interface Entitled {
  reason: undefined
  feature: Feature
  /** The feature itself, or its parent. */
  pool: Feature
  level: Step['level']
  /** The owner of the balance. */
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

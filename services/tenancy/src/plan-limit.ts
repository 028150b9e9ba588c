import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import type { Caller } from './caller.ts'

/** Returns the plan's limit on one of Plinth's own resources in a workspace; undefined when there is none. */
export type PlanLimit = (tx: Tx, caller: Caller, workspaceId: string, feature: string) => Promise<number | undefined>

/** The dependencies of verbs that add members and namespaces. */
export interface AddingDeps {
  clock: Clock
  planLimit: PlanLimit
}

import type { PartName } from '@plinth/kit/part'
import { type BoundPart, bind } from './bound-part.ts'

// Loaded by name: a process pays only for the parts it runs.
const loaders: Readonly<Record<PartName, () => Promise<BoundPart>>> = {
  identity: async () => bind((await import('@plinth/identity')).identity),
  tenancy: async () => bind((await import('@plinth/tenancy')).tenancy),
  webhooks: async () => bind((await import('@plinth/webhooks')).webhooks),
  gateway: async () => bind((await import('@plinth/gateway')).gateway),
}

export const partNames = ['identity', 'tenancy', 'webhooks', 'gateway'] as const satisfies readonly PartName[]
/** The parts that own a database: `plinth_<name>`, overridden by `<NAME>_DATABASE_URL`. */
export const databaseParts = ['identity', 'tenancy', 'webhooks'] as const satisfies readonly PartName[]
export type DatabasePart = (typeof databaseParts)[number]

export type Target = PartName | 'all'

/** Returns the parts that a process of this target runs. */
export const partsOf = (target: Target): readonly PartName[] => (target === 'all' ? partNames : [target])

export type LoadParts = (names: readonly PartName[]) => Promise<BoundPart[]>

export const loadParts: LoadParts = (names) => Promise.all(names.map((name) => loaders[name]()))

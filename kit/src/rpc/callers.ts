import type { ServiceDefinition } from './service.ts'

export type PartName = 'gateway' | 'identity' | 'tenancy' | 'webhooks'

/** Who calls: a part, or the `plinth` command and the start of a process, inside the process that they run. */
export type Caller = PartName | 'operator'

/** Which methods of a service each caller may call; a caller without an entry may call none. */
export type Callers<S extends ServiceDefinition> = Readonly<
  Partial<Record<Caller, 'all' | readonly (keyof S & string)[]>>
>

/** The gateway composes, so it calls all services; services call nobody. */
export const gatewayAlone = { gateway: 'all' } as const

/** The callers of one method. */
export function callersOf<S extends ServiceDefinition>(callers: Callers<S>, method: string): ReadonlySet<Caller> {
  // Object.entries forgets that the keys are callers.
  const entries = Object.entries(callers) as [Caller, 'all' | readonly string[]][]
  return new Set(entries.flatMap(([caller, methods]) => (methods === 'all' || methods.includes(method) ? caller : [])))
}

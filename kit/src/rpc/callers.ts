import type { ServiceDefinition } from './service.ts'

export type PartName = 'gateway' | 'identity' | 'tenancy' | 'webhooks'

/** A part, or `operator`: the `plinth` command and the start of a process, which call inside their own process. */
export type Caller = PartName | 'operator'

/** Which methods of a service each caller may call; a caller without an entry may call none. */
export type Callers<S extends ServiceDefinition> = Readonly<
  Partial<Record<Caller, 'all' | readonly (keyof S & string)[]>>
>

/** The gateway composes, so it calls all services; services call no part. */
export const gatewayAlone = { gateway: 'all' } as const

/** The callers of one method. */
export function callersOf<S extends ServiceDefinition>(callers: Callers<S>, method: string): ReadonlySet<Caller> {
  // Object.entries loses the type of the keys.
  const entries = Object.entries(callers) as [Caller, 'all' | readonly string[]][]
  return new Set(entries.flatMap(([caller, methods]) => (methods === 'all' || methods.includes(method) ? caller : [])))
}

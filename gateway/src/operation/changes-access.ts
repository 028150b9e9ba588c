import type { OperationFacts } from './operation.ts'

/** True when the body has one of these fields. */
export const whenBodyHas =
  (...fields: readonly string[]) =>
  (body: unknown): boolean =>
    typeof body === 'object' && body !== null && fields.some((field) => Object.hasOwn(body, field))

/** True when the call may take access away from a caller, or change the name under which the caller acts. */
export function mayRevoke({ changesAccess = false }: OperationFacts, body: unknown, query: URLSearchParams): boolean {
  return typeof changesAccess === 'function' ? changesAccess(body, query) : changesAccess
}

/** Returns true if the call may change data of tenants. A read may be a POST; then its scope is a read scope. */
export const writes = ({ method, scope }: OperationFacts): boolean =>
  method !== 'GET' && scope !== 'none' && !scope.startsWith('read:')

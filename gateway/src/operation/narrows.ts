import type { OperationFacts } from './operation.ts'

/** Does the body say one of these? */
export const saying =
  (...fields: readonly string[]) =>
  (body: unknown): boolean =>
    typeof body === 'object' && body !== null && fields.some((field) => Object.hasOwn(body, field))

/** May this call take something from a caller? */
export const narrows = ({ changesAccess = false }: OperationFacts, body: unknown, query: URLSearchParams): boolean =>
  typeof changesAccess === 'function' ? changesAccess(body, query) : changesAccess

/** May this call change what tenants have? A question may be a POST; its scope reads. */
export const writes = ({ method, scope }: OperationFacts): boolean =>
  method !== 'GET' && scope !== 'none' && !scope.startsWith('read:')

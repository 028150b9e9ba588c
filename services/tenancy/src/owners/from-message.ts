import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import type { OwnerName } from '../owner.ts'

/** A missing owner becomes a workspace that does not exist. */
export function toOwnerName(message: EntitlementOwner | undefined): OwnerName {
  const { owner } = message ?? {}
  return { kind: owner?.$case === 'namespaceIdOrUuid' ? 'namespace' : 'workspace', name: owner?.value ?? '' }
}

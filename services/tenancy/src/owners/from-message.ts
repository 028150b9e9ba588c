import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import type { OwnerName } from './owner.ts'

/** An owner that is not named is a workspace that nobody finds. */
export function toOwnerName(message: EntitlementOwner | undefined): OwnerName {
  const { owner } = message ?? {}
  return { kind: owner?.$case === 'namespaceIdOrUuid' ? 'namespace' : 'workspace', name: owner?.value ?? '' }
}

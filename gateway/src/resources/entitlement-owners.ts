import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'

type OwnerOf = (params: Readonly<Record<string, string>>) => EntitlementOwner

const namespaceOwner: OwnerOf = (params) => ({
  owner: { $case: 'namespaceIdOrUuid', value: params['namespace_id'] ?? '' },
})
const workspaceOwner: OwnerOf = (params) => ({
  owner: { $case: 'workspaceIdOrSlug', value: params['workspace_id'] ?? '' },
})

/** Owners of packages and boosts: the operations are the same under both paths (api.md §11). */
export const entitlementOwners = {
  namespace: { root: '/namespaces/{namespace_id}', context: 'none', changesAccess: false, ownerOf: namespaceOwner },
  // The packages of a workspace limit the resources of Plinth itself there, and gateways cache those limits.
  workspace: { root: '/workspaces/{workspace_id}', context: 'path', changesAccess: true, ownerOf: workspaceOwner },
} as const

/** A workspace or namespace that has packages and boosts. */
export interface Owner {
  id: string
  /** The workspace that receives events of changes: the owner, or the one that pays for the namespace; empty when none pays. */
  workspaceId: string
  /** Empty for a workspace. */
  namespaceId: string
}

/** How a caller names it: a namespace by id or uuid, a workspace by id or slug. */
export interface OwnerName {
  kind: 'namespace' | 'workspace'
  name: string
}

/** The receivers of an event about an owner. A namespace that no workspace pays for has no endpoints. */
export const receivedBy = ({ workspaceId, namespaceId }: Pick<Owner, 'workspaceId' | 'namespaceId'>) => ({
  workspaceId,
  ...(namespaceId === '' ? {} : { namespaceId }),
  consumers: ['webhooks'],
})

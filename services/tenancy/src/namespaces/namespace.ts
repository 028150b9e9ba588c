import { randomUUID } from 'node:crypto'

export type OwnerType = 'User' | 'Workspace'

export interface Namespace {
  id: string
  uuid: string
  name: string
  slug: string
  ownerType: OwnerType
  ownerId: string
  /** Who pays. */
  workspaceId: string | undefined
  description: string | undefined
  settings: Readonly<Record<string, unknown>>
  isDefault: boolean
  isActive: boolean
  createdAt: Date
  updatedAt: Date
}

export type NamespaceDraft = Pick<Namespace, 'id' | 'uuid' | 'name' | 'slug' | 'ownerType' | 'ownerId' | 'workspaceId'>

/** What every workspace begins with. */
export const defaultNamespace = (id: string, workspaceId: string): NamespaceDraft => ({
  id,
  uuid: randomUUID(),
  name: 'Default',
  slug: 'default',
  ownerType: 'Workspace',
  ownerId: workspaceId,
  workspaceId,
})

/** What every user begins with. */
export const personalNamespace = (id: string, userId: string): NamespaceDraft => ({
  id,
  uuid: randomUUID(),
  name: 'Personal',
  slug: 'personal',
  ownerType: 'User',
  ownerId: userId,
  workspaceId: undefined,
})

/** As the public API shows it (api.md §9). */
export const namespaceView = (namespace: Namespace): Record<string, unknown> => ({
  id: namespace.id,
  uuid: namespace.uuid,
  name: namespace.name,
  slug: namespace.slug,
  owner_type: namespace.ownerType,
  owner_id: namespace.ownerId,
  workspace_id: namespace.workspaceId ?? null,
  description: namespace.description ?? null,
  settings: namespace.settings,
  is_default: namespace.isDefault,
  is_active: namespace.isActive,
  created_at: namespace.createdAt.toISOString(),
  updated_at: namespace.updatedAt.toISOString(),
})

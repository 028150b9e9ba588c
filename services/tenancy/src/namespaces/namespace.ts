import { randomUUID } from 'node:crypto'
import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { nameLengthMax, slugLengthMax } from '@plinth/kit/field-limits'
import { fail } from '../errors.ts'
import { mergeSettings, type Settings } from '../fields/settings.ts'
import { isSlug, slugFor } from '../fields/slug.ts'
import { type Mistakes, metadataMistakes, tagMistakes } from '../fields/text-rules.ts'

export type OwnerType = 'User' | 'Workspace'

export interface Namespace {
  id: string
  uuid: string
  name: string
  slug: string
  ownerType: OwnerType
  ownerId: string
  /** Paying workspace. */
  workspaceId: string | undefined
  description: string | undefined
  settings: Settings
  tags: readonly string[]
  metadata: Readonly<Record<string, string>>
  isDefault: boolean
  isActive: boolean
  createdAt: Date
  updatedAt: Date
  version: number
}

/** Fields of a namespace for managers of the payer. */
export interface PaidNamespace {
  id: string
  name: string
  ownerType: OwnerType
  ownerId: string
  isActive: boolean
  createdAt: Date
  /** Usage on the plan of the payer in the last 30 days, by feature. */
  usage: Readonly<Record<string, number>>
  /** False if the usage has only the newest records. */
  isUsageExact: boolean
}

type Content = Pick<Namespace, 'name' | 'slug' | 'description' | 'settings' | 'tags' | 'metadata'>
export type NamespaceDraft = Content &
  Pick<Namespace, 'id' | 'uuid' | 'ownerType' | 'ownerId' | 'workspaceId' | 'isDefault'>
/** Undefined keeps a field; null clears it. */
export type NamespaceChanges = {
  [Field in 'name' | 'slug' | 'settings' | 'tags' | 'metadata' | 'isActive']?: Namespace[Field] | undefined
} & { [Field in 'workspaceId' | 'description']?: string | null | undefined }

const descriptionMax = 1_000

const first = { description: undefined, settings: {}, tags: [], metadata: {}, isDefault: true }

/** First namespace of every workspace. */
export const defaultNamespace = (id: string, workspaceId: string): NamespaceDraft => ({
  ...first,
  id,
  uuid: randomUUID(),
  name: 'Default',
  slug: 'default',
  ownerType: 'Workspace',
  ownerId: workspaceId,
  workspaceId,
})

/** First namespace of every user. */
export const personalNamespace = (id: string, userId: string): NamespaceDraft => ({
  ...first,
  id,
  uuid: randomUUID(),
  name: 'Personal',
  slug: 'personal',
  ownerType: 'User',
  ownerId: userId,
  workspaceId: undefined,
})

/** Checks the input and fills in omitted (empty) fields. */
export function newNamespace(id: string, wanted: Omit<NamespaceDraft, 'id' | 'uuid'>): NamespaceDraft {
  const draft = {
    ...wanted,
    id,
    uuid: randomUUID(),
    slug: wanted.slug || slugFor(wanted.name),
    settings: mergeSettings({}, wanted.settings),
  }
  check(draft)
  return draft
}

/** Returns the changed namespace, or the same object if nothing changes. */
export function changeNamespace(namespace: Namespace, changes: NamespaceChanges): Namespace {
  const changed: Namespace = {
    ...namespace,
    name: changes.name ?? namespace.name,
    slug: changes.slug ?? namespace.slug,
    workspaceId: nullable(changes.workspaceId, namespace.workspaceId),
    description: nullable(changes.description, namespace.description),
    settings: mergeSettings(namespace.settings, changes.settings ?? {}),
    tags: changes.tags ?? namespace.tags,
    metadata: changes.metadata ?? namespace.metadata,
    isActive: changes.isActive ?? namespace.isActive,
  }
  if (isSame(namespace, changed)) return namespace
  check(changed)
  return changed
}

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

/** All its public fields, also those that only `include` shows: what its changes are found in. */
export const namespaceFields = (namespace: Namespace): Record<string, unknown> => ({
  ...namespaceView(namespace),
  tags: namespace.tags,
  metadata: namespace.metadata,
})

/** Returns the fields for a manager of the payer without access to the namespace itself. */
export const withoutContent = (namespace: Namespace): Namespace => ({
  ...namespace,
  description: undefined,
  settings: {},
  tags: [],
  metadata: {},
})

function check(draft: Omit<NamespaceDraft, 'id' | 'uuid'>): void {
  const mistakes: Mistakes = { ...tagMistakes(draft.tags), ...metadataMistakes(draft.metadata) }
  if (draft.name.trim() === '' || !hasCharactersAtMost(draft.name, nameLengthMax) || !isStorable(draft.name))
    mistakes['name'] = [`The name must have 1 to ${nameLengthMax} characters.`]
  if (!isSlug(draft.slug))
    mistakes['slug'] = [
      `The slug must have 1 to ${slugLengthMax} lower-case letters and digits, with single dashes between them.`,
    ]
  const { description = '' } = draft
  if (!hasCharactersAtMost(description, descriptionMax) || !isStorable(description))
    mistakes['description'] = [`The description must have at most ${descriptionMax} characters.`]
  if (draft.ownerType === 'Workspace' && draft.workspaceId !== draft.ownerId)
    mistakes['workspace_id'] = ['The workspace that owns a namespace must also pay for it.']
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

const nullable = (change: string | null | undefined, before: string | undefined): string | undefined =>
  change === undefined ? before : change || undefined

function isSame(a: Namespace, b: Namespace): boolean {
  const fields = ({ metadata, ...rest }: Namespace) => JSON.stringify([rest, Object.entries(metadata).sort()])
  return fields(a) === fields(b)
}

import { isTier } from '@plinth/kit/access/tiers'
import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { nameLengthMax, reservedWorkspaceSlugs, slugLengthMax } from '@plinth/kit/field-limits'
import { fail } from '../errors.ts'
import { mergeSettings, type Settings } from '../fields/settings.ts'
import { isSlug, slugFor } from '../fields/slug.ts'
import { asStored, type Mistakes, metadataMistakes, tagMistakes } from '../fields/text-rules.ts'

export interface Workspace {
  id: string
  name: string
  slug: string
  tier: string
  status: 'active' | 'suspended'
  settings: Settings
  tags: readonly string[]
  metadata: Readonly<Record<string, string>>
  /** May keys of other workspaces act here? */
  foreignKeys: string
  createdAt: Date
  updatedAt: Date
  version: number
}

export type WorkspaceDraft = Pick<
  Workspace,
  'name' | 'slug' | 'tier' | 'settings' | 'tags' | 'metadata' | 'foreignKeys'
>
export type WorkspaceChanges = { [Field in keyof WorkspaceDraft]?: WorkspaceDraft[Field] | undefined }

/** The tiers the caller may choose. */
export type OpenTiers = readonly string[]

/** Checks the input and fills in omitted (empty) fields. */
export function newWorkspace(wanted: WorkspaceDraft, openTiers: OpenTiers): WorkspaceDraft {
  const draft = {
    ...wanted,
    slug: wanted.slug || slugFor(wanted.name),
    tier: wanted.tier || 'free',
    settings: asStored(mergeSettings({}, wanted.settings)),
    metadata: asStored(wanted.metadata),
    foreignKeys: wanted.foreignKeys || 'refuse',
  }
  check(draft, openTiers)
  return draft
}

/** The workspace as it is to be, and as it will be read; the same object when nothing changes. */
export function changeWorkspace(workspace: Workspace, changes: WorkspaceChanges, openTiers: OpenTiers): Workspace {
  const changed: Workspace = {
    ...workspace,
    name: changes.name ?? workspace.name,
    slug: changes.slug ?? workspace.slug,
    tier: changes.tier ?? workspace.tier,
    settings: changes.settings ? asStored(mergeSettings(workspace.settings, changes.settings)) : workspace.settings,
    tags: changes.tags ?? workspace.tags,
    metadata: changes.metadata ? asStored(changes.metadata) : workspace.metadata,
    foreignKeys: changes.foreignKeys ?? workspace.foreignKeys,
  }
  if (isSame(workspace, changed)) return workspace
  check(changed, changed.tier === workspace.tier ? [workspace.tier] : openTiers, workspace.slug)
  return changed
}

/** As the public API shows it (api.md §8). */
export const workspaceView = (workspace: Workspace): Record<string, unknown> => ({
  id: workspace.id,
  name: workspace.name,
  slug: workspace.slug,
  tier: workspace.tier,
  settings: workspace.settings,
  status: workspace.status,
  foreign_keys: workspace.foreignKeys,
  created_at: workspace.createdAt.toISOString(),
  updated_at: workspace.updatedAt.toISOString(),
})

/** All its public fields, also those that only `include` shows: what its changes are found in. */
export const workspaceFields = (workspace: Workspace): Record<string, unknown> => ({
  ...workspaceView(workspace),
  tags: workspace.tags,
  metadata: workspace.metadata,
})

/** @param ownSlug The slug that the workspace has; it stays, also if it has been reserved since. */
function check(draft: WorkspaceDraft, openTiers: OpenTiers, ownSlug?: string): void {
  const mistakes: Mistakes = { ...tagMistakes(draft.tags), ...metadataMistakes(draft.metadata) }
  if (draft.name.trim() === '' || !hasCharactersAtMost(draft.name, nameLengthMax) || !isStorable(draft.name))
    mistakes['name'] = [`The name must have 1 to ${nameLengthMax} characters.`]
  if (!isSlug(draft.slug))
    mistakes['slug'] = [
      `The slug must have 1 to ${slugLengthMax} lower-case letters and digits, with single dashes between them.`,
    ]
  else if (draft.slug !== ownSlug && reservedWorkspaceSlugs.includes(draft.slug))
    mistakes['slug'] = [`The slug ${draft.slug} is a path of the API. Choose another slug.`]
  if (!isTier(draft.tier)) mistakes['tier'] = ['The tier does not exist.']
  else if (!openTiers.includes(draft.tier)) mistakes['tier'] = [`Only an operator can set the tier ${draft.tier}.`]
  if (draft.foreignKeys !== 'allow' && draft.foreignKeys !== 'refuse')
    mistakes['foreign_keys'] = ['The value must be allow or refuse.']
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

function isSame(a: Workspace, b: Workspace): boolean {
  const fields = ({ name, slug, tier, settings, tags, metadata, foreignKeys }: Workspace) =>
    JSON.stringify([name, slug, tier, settings, tags, Object.entries(metadata).sort(), foreignKeys])
  return fields(a) === fields(b)
}

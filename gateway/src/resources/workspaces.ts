import { reservedWorkspaceSlugs } from '@plinth/kit/field-limits'
import { Workspace } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { z } from 'zod'
import { whenBodyHas } from '../operation/changes-access.ts'
import { id, metadata, name, settings, slug, tags, text, tier } from '../operation/fields.ts'
import { isLargePage } from '../operation/heavy.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { includedWith, shownId, shownTime } from '../operation/shown.ts'
import { many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { requireUser } from './required-user.ts'
import { ownersOf, ownerView, type WithOwners } from './workspace-owners.ts'

const example = {
  id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  name: 'Acme',
  slug: 'acme',
  tier: 'pro',
  status: 'active',
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}

const newSlug = slug.meta({
  description: `Not ${reservedWorkspaceSlugs.map((word) => `\`${word}\``).join(', ')}, since the API has such a path.`,
})
const newTier = tier.meta({
  description: 'Decides the rate limits. Default: `free`. Only operators can set a tier that is not self-service.',
})
const foreignKeys = z.enum(['allow', 'refuse']).meta({
  description: 'Whether API keys of other workspaces that have `all_workspaces` can act in this workspace.',
})
const owner = z.object({ id: shownId, name: z.string(), email: z.string() }).meta({ id: 'WorkspaceOwner' })
const row = z
  .object({
    id: shownId,
    name: z.string(),
    slug: z.string(),
    tier: z.string(),
    status: z.enum(['active', 'suspended']).meta({ description: 'Calls in a suspended workspace are refused.' }),
    tags: includedWith('tags', z.array(z.string())),
    metadata: includedWith('metadata', z.record(z.string(), z.string())),
    owner: includedWith('owner', owner.nullable()),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({ id: 'WorkspaceSummary', examples: [example] })
export const output = row.extend({ settings: z.record(z.string(), z.unknown()), foreign_keys: foreignKeys }).meta({
  id: 'Workspace',
  examples: [{ ...example, settings: { timezone: 'Europe/Vienna', locale: 'de_AT' }, foreign_keys: 'refuse' }],
})
const includes = ['tags', 'metadata', 'owner'] as const
const reason = z
  .strictObject({
    reason: text(500).optional().meta({ description: 'The audit log shows it, also to owners and admins.' }),
  })
  .meta({ id: 'Reason', examples: [{ reason: 'Unpaid invoice' }] })

const ownField = {
  owner: ({ id }: Workspace, _included: ReadonlySet<string>, { owners }: WithOwners) => ownerView(owners?.get(id)),
}
const rowView = viewOf(Workspace, row, ownField)
const view = viewOf(Workspace, output, {
  ...ownField,
  settings: ({ settingsJson }) => JSON.parse(settingsJson || '{}'),
  foreign_keys: ({ foreignKeys }) => foreignKeys || 'refuse',
})
const shown = one('workspace', view)

const setStatus = (verb: 'suspend' | 'reactivate', texts: { summary: string; description: string }) =>
  operation({
    id: `workspaces.${verb}`,
    ...texts,
    route: `POST /workspaces/{workspace_id}/${verb}`,
    scope: 'write:workspaces',
    role: 'operator',
    changesAccess: true,
    output,
    body: reason,
    run: ({ services, params, body, call }) =>
      services.workspaces[`${verb}Workspace`]({ idOrSlug: params.workspace_id, reason: body.reason ?? '' }, call),
    view: shown,
  })

export const workspaces = {
  list: operation({
    id: 'workspaces.list',
    summary: 'List your workspaces',
    description:
      'Lists the workspaces that your user is a member of, also suspended ones and those in which your key cannot act. Operators list all workspaces. Only the read of one workspace has `settings` and `foreign_keys`.',
    route: 'GET /workspaces',
    isHeavy: isLargePage,
    scope: 'read:workspaces',
    context: 'none',
    isOpenWhileSuspended: true,
    output: row,
    includes,
    list: {
      filters: {
        status: { kind: 'choice', words: ['active', 'suspended'] },
        tier: { kind: 'text' },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'updated_at', 'name', 'slug'],
    },
    run: async ({ services, list, includes, call, ask, noteShown }) => {
      const result = await services.workspaces.listWorkspaces({ query: list }, call)
      await noteShown(result.workspaces.map(({ id }) => id))
      return includes.has('owner') ? { ...result, owners: await ownersOf(result.workspaces, services, ask) } : result
    },
    view: many('workspaces', rowView),
  }),

  create: operation({
    id: 'workspaces.create',
    summary: 'Create a workspace',
    description:
      'Your user becomes the owner, and the workspace gets a default namespace. API keys of other workspaces act in it only with `all_workspaces`, and only if `foreign_keys` is `allow`. The keys of a user can create 10 workspaces (`TENANCY_WORKSPACES_PER_USER`), without deleted ones; the next one returns 403 `FEATURE_LIMIT_REACHED`. A slug that another workspace has returns 409. Emits `workspace.created`, `namespace.created` and `member.added`.',
    route: 'POST /workspaces',
    status: 201,
    scope: 'write:workspaces',
    context: 'none',
    output,
    body: z
      .strictObject({
        name,
        slug: newSlug.optional(),
        tier: newTier.optional(),
        settings: settings.optional(),
        tags: tags.optional(),
        metadata: metadata.optional(),
        foreign_keys: foreignKeys.optional(),
        owner_id: id.optional().meta({
          description: 'Owner for whom an operator creates the workspace. Only operators can name another user.',
        }),
      })
      .meta({
        id: 'WorkspaceCreate',
        examples: [{ name: 'Acme', slug: 'acme', settings: { timezone: 'Europe/Vienna' } }],
      }),
    errors: ['DUPLICATE_RESOURCE', 'FEATURE_LIMIT_REACHED'],
    run: async ({ services, body, caller, call, ask }) => {
      if (caller.principal.isOperator && body.owner_id !== undefined)
        await requireUser(services, 'owner_id', body.owner_id, ask)
      const { name, settings, slug = '', tier = '', tags = [], metadata = {} } = body
      const { owner_id: ownerId = '', foreign_keys: foreignKeys = '' } = body
      const settingsJson = settings === undefined ? '' : JSON.stringify(settings)
      const request = { name, slug, tier, settingsJson, tags, metadata, ownerId, foreignKeys }
      return services.workspaces.createWorkspace(request, call)
    },
    view: shown,
  }),

  get: operation({
    id: 'workspaces.get',
    summary: 'Read a workspace',
    description:
      'The path takes an ID or a slug. A workspace in which your key cannot act returns 404. The keys of a suspended workspace can still read it.',
    route: 'GET /workspaces/{workspace_id}',
    scope: 'read:workspaces',
    isOpenWhileSuspended: true,
    output,
    hasVersion: true,
    includes,
    run: async ({ services, params, includes, call, ask }) => {
      const result = await services.workspaces.getWorkspace({ idOrSlug: params.workspace_id }, call)
      if (!includes.has('owner') || result.workspace === undefined) return result
      return { ...result, owners: await ownersOf([result.workspace], services, ask) }
    },
    view: shown,
  }),

  update: operation({
    id: 'workspaces.update',
    summary: 'Update a workspace',
    description:
      'Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are replaced. A new `tier`, `slug` or `foreign_keys` applies to every call that begins after the response. A slug that another workspace has returns 409. Emits `workspace.updated`, unless nothing changes.',
    route: 'PATCH /workspaces/{workspace_id}',
    scope: 'write:workspaces',
    role: 'admin',
    changesAccess: whenBodyHas('tier', 'slug', 'foreign_keys'),
    output,
    body: z
      .strictObject({
        name: name.optional(),
        slug: newSlug.optional(),
        tier: newTier.optional(),
        settings: settings.optional(),
        tags: tags.optional(),
        metadata: metadata.optional(),
        foreign_keys: foreignKeys
          .optional()
          .meta({ description: 'Only owners can change it. Default of a new workspace: `refuse`.' }),
      })
      .meta({ id: 'WorkspaceUpdate', examples: [{ name: 'Acme GmbH' }] }),
    errors: ['DUPLICATE_RESOURCE'],
    run: ({ services, params, body, call }) => {
      const request = {
        idOrSlug: params.workspace_id,
        name: body.name,
        slug: body.slug,
        tier: body.tier,
        settingsJson: body.settings === undefined ? undefined : JSON.stringify(body.settings),
        tags: body.tags === undefined ? undefined : { values: body.tags },
        metadata: body.metadata === undefined ? undefined : { values: body.metadata },
        foreignKeys: body.foreign_keys,
      }
      return services.workspaces.updateWorkspace(request, call)
    },
    view: shown,
  }),

  delete: operation({
    id: 'workspaces.delete',
    summary: 'Delete a workspace',
    description:
      'Its API keys, namespaces and packages stop working before the response. Its webhooks still get `workspace.deleted` and stop within seconds, thousands of them within minutes. Returns 422 for the only workspace of a user.',
    route: 'DELETE /workspaces/{workspace_id}',
    scope: 'delete:workspaces',
    role: 'owner',
    changesAccess: true,
    errors: ['CANNOT_DELETE'],
    run: ({ services, params, call }) => services.workspaces.deleteWorkspace({ idOrSlug: params.workspace_id }, call),
  }),

  suspend: setStatus('suspend', {
    summary: 'Suspend a workspace (operators)',
    description:
      'Calls with its keys that begin after the response get 403 `WORKSPACE_SUSPENDED`; only reads of its status and of its own user, and the sign-in to the console, still work. Deliveries to its webhooks are held, and checks in its namespaces are denied with the reason `WORKSPACE_SUSPENDED`. Operators can still call everything. A workspace that is suspended already stays as it is. Emits `workspace.updated`.',
  }),

  reactivate: setStatus('reactivate', {
    summary: 'Reactivate a suspended workspace (operators)',
    description:
      'Its keys work again, at every gateway, when the response arrives, and the held deliveries of its active webhooks are sent. A workspace that is not suspended stays as it is. Emits `workspace.updated`.',
  }),
}

import {
  type ListNamespacesResponse,
  type ListPaidNamespacesResponse,
  type Namespace,
  OwnerType,
} from '@plinth/proto/tenancy/v1/namespaces.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { id, metadata, name, settings, slug, tags, text } from '../operation/fields.ts'
import { isLargePage } from '../operation/heavy.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { many, one } from '../operation/view.ts'
import { type NamespacePlan, noPlan, planOf, planView } from './namespace-plan.ts'
import { relationsOf, type WithRelations } from './namespace-relations.ts'
import { detail, example, includes, output, ownerType, view } from './namespace-shape.ts'
import { listPaid, paidOutput, viewPaid } from './paid-namespaces.ts'
import { requireUser } from './required-user.ts'

const description = text(1_000)

interface Listed {
  listed?: ListNamespacesResponse & WithRelations
  paid?: ListPaidNamespacesResponse & WithRelations
}
const shown = one('namespace', view)
const viewListed = many('namespaces', view)

export const namespaces = {
  list: operation({
    id: 'namespaces.list',
    summary: 'List the namespaces that you can access',
    description:
      'Lists your own namespaces and those of the workspace in which your key acts. Operators list all namespaces. `workspace_id` is a filter here; it does not name the workspace of the request. With `paid_by`, owners and admins of that workspace list the namespaces that it pays for.',
    route: 'GET /namespaces',
    isHeavy: isLargePage,
    scope: 'read:namespaces',
    context: 'none',
    output,
    includes,
    list: {
      filters: {
        owner_type: { kind: 'choice', words: ownerType.options },
        workspace_id: { kind: 'text', description: 'Returns only namespaces that this workspace pays for.' },
        paid_by: {
          kind: 'text',
          description:
            'Lists the namespaces that this workspace pays for, with their usage of its plan. The entries have fewer fields.',
        },
        is_active: { kind: 'boolean' },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'updated_at', 'name', 'slug'],
      otherRows: { filter: 'paid_by', output: paidOutput },
    },
    run: async ({ services, list, includes, call, ask, noteShown }): Promise<Listed> => {
      if (list.filters.some(({ field }) => field === 'paid_by'))
        return { paid: await listPaid({ list, includes, services, call, ask }) }
      const listed = await services.namespaces.listNamespaces({ query: list }, call)
      await noteShown(listed.namespaces.map(({ workspaceId }) => workspaceId))
      return { listed: { ...listed, ...(await relationsOf(listed.namespaces, includes, services, ask)) } }
    },
    view: ({ listed, paid }, shape) => {
      if (paid !== undefined) return viewPaid(paid, shape)
      if (listed !== undefined) return viewListed(listed, shape)
      throw fail.brokenContract('a list')
    },
  }),

  create: operation({
    id: 'namespaces.create',
    summary: 'Create a namespace',
    description:
      'Every user can create their own namespaces. The first namespace of an owner becomes its default; with `is_default`, the new one replaces the previous default. The slug is unique for the owner: another namespace with it returns 409. If the plan of the paying workspace limits `plinth.namespaces`, a namespace beyond the limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `namespace.created`, and `namespace.updated` for a replaced default.',
    route: 'POST /namespaces',
    status: 201,
    scope: 'write:namespaces',
    role: 'admin',
    context: 'none',
    output,
    body: z
      .strictObject({
        name,
        slug: slug.optional().meta({ description: 'Unique for the owner. Default: generated from the name.' }),
        owner_type: ownerType.default('Workspace'),
        owner_id: id.optional().meta({ description: 'Default: the workspace of the request, or the user.' }),
        workspace_id: id
          .nullish()
          .meta({ description: 'Workspace that pays for a namespace of a user. You must be an owner or admin of it.' }),
        description: description.nullish(),
        settings: settings.optional(),
        tags: tags.optional(),
        metadata: metadata.optional(),
        is_default: z.boolean().optional().meta({
          description: 'True: the namespace replaces the default of its owner. The first one is the default anyway.',
        }),
      })
      .meta({ id: 'NamespaceCreate', examples: [{ name: example.name, metadata: { crm: '42' } }] }),
    errors: ['DUPLICATE_RESOURCE', 'FEATURE_LIMIT_REACHED'],
    run: async ({ services, body, caller, call, ask }) => {
      const isUsers = body.owner_type === 'User'
      if (isUsers && caller.principal.isOperator && body.owner_id !== undefined)
        await requireUser(services, 'owner_id', body.owner_id, ask)
      const {
        name,
        settings,
        slug = '',
        tags = [],
        metadata = {},
        owner_id: ownerId = '',
        is_default: isDefault = false,
      } = body
      const request = {
        ...{ name, slug, ownerId, tags, metadata, isDefault },
        ownerType: isUsers ? OwnerType.OWNER_TYPE_USER : OwnerType.OWNER_TYPE_WORKSPACE,
        workspaceId: body.workspace_id ?? '',
        description: body.description ?? '',
        settingsJson: settings === undefined ? '' : JSON.stringify(settings),
      }
      return services.namespaces.createNamespace(request, call)
    },
    view: shown,
  }),

  get: operation({
    id: 'namespaces.get',
    summary: 'Read a namespace with its packages and entitlements',
    description:
      'The path takes an ID or a UUID. `packages` are the active ones that are assigned to the namespace itself. `entitlements` has every feature that the namespace, its paying workspace or the tier of its user grants. The owning user, or every member of the owning workspace, can read it.',
    route: 'GET /namespaces/{namespace_id}',
    scope: 'read:namespaces',
    context: 'none',
    output: detail,
    hasVersion: true,
    includes,
    run: async ({ services, params, includes, call, ask }) => {
      const { namespace } = await services.namespaces.getNamespace({ idOrUuid: params.namespace_id }, call)
      if (namespace === undefined) return { namespace, plan: noPlan }
      const [relations, plan] = await Promise.all([
        relationsOf([namespace], includes, services, ask),
        planOf(namespace.id, services, ask),
      ])
      return { namespace, ...relations, plan }
    },
    view: one('namespace', (row: Namespace, included, result: WithRelations & { plan: NamespacePlan }) => ({
      ...view(row, included, result),
      ...planView(result.plan),
    })),
  }),

  update: operation({
    id: 'namespaces.update',
    summary: 'Update a namespace',
    description:
      'A user can update their own namespaces. Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are replaced. With `is_active: false`, every check in the namespace is denied with the reason `NAMESPACE_INACTIVE`. Owners and admins of the workspace that pays for a namespace of a user can only stop paying: `{"workspace_id": null}`. Emits `namespace.updated`, unless nothing changes.',
    route: 'PATCH /namespaces/{namespace_id}',
    scope: 'write:namespaces',
    role: 'admin',
    context: 'none',
    output,
    body: z
      .strictObject({
        name: name.optional(),
        slug: slug.optional(),
        workspace_id: id
          .nullish()
          .meta({ description: 'Workspace that pays for a namespace of a user. Null: none pays.' }),
        description: description.nullish(),
        settings: settings.optional(),
        tags: tags.optional(),
        metadata: metadata.optional(),
        is_active: z.boolean().optional().meta({ description: 'False: every check in the namespace is denied.' }),
      })
      .meta({ id: 'NamespaceUpdate', examples: [{ description: 'Everything for Acme' }] }),
    errors: ['DUPLICATE_RESOURCE', 'FEATURE_LIMIT_REACHED'],
    run: ({ services, params, body, call }) => {
      const { name, slug, workspace_id, description, is_active } = body
      const request = {
        idOrUuid: params.namespace_id,
        name,
        slug,
        workspaceId: workspace_id ?? undefined,
        description: description ?? undefined,
        settingsJson: body.settings === undefined ? undefined : JSON.stringify(body.settings),
        tags: body.tags === undefined ? undefined : { values: body.tags },
        metadata: body.metadata === undefined ? undefined : { values: body.metadata },
        isActive: is_active,
        cleared: Object.entries({ workspace_id, description }).flatMap(([field, value]) =>
          value === null ? [field] : [],
        ),
      }
      return services.namespaces.updateNamespace(request, call)
    },
    view: shown,
  }),

  delete: operation({
    id: 'namespaces.delete',
    summary: 'Delete a namespace; if it was the default, another one becomes the default',
    description:
      'A user can delete their own namespaces. The namespace is not found from the response on, and its open reservations are released. Emits `namespace.deleted`, and `namespace.updated` for the new default.',
    route: 'DELETE /namespaces/{namespace_id}',
    scope: 'delete:namespaces',
    role: 'admin',
    context: 'none',
    // Gateways cache it as a context.
    changesAccess: true,
    run: ({ services, params, call }) => services.namespaces.deleteNamespace({ idOrUuid: params.namespace_id }, call),
  }),

  setDefault: operation({
    id: 'namespaces.set-default',
    summary: 'Set the default namespace of an owner',
    description:
      'A user can set the default of their own namespaces. The previous default of the owner stops being the default. Emits `namespace.updated` for each of the two, or nothing if the namespace is the default already.',
    route: 'POST /namespaces/{namespace_id}/default',
    scope: 'write:namespaces',
    role: 'admin',
    context: 'none',
    output,
    run: ({ services, params, call }) =>
      services.namespaces.setDefaultNamespace({ idOrUuid: params.namespace_id }, call),
    view: shown,
  }),
}

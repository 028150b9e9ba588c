import { Namespace, OwnerType, type PaidNamespace } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { z } from 'zod'
import { includedWith, shownId, shownTime } from '../operation/shown.ts'
import { viewOf } from '../operation/view-of.ts'
import { ownerView, type WithRelations, workspaceView } from './namespace-relations.ts'

export const example = {
  id: 'ns_01kb0q3t5dexn8r0v6m2c7h9ak',
  uuid: '550e8400-e29b-41d4-a716-446655440000',
  name: 'Client: Acme Corp',
  slug: 'client-acme',
  owner_type: 'Workspace',
  owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  description: null,
  settings: {},
  is_default: false,
  is_active: true,
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}

export const ownerType = z.enum(['User', 'Workspace'])
export const includes = ['tags', 'metadata', 'owner', 'workspace'] as const

const owner = z
  .object({ id: shownId, name: z.string(), email: z.string().optional(), slug: z.string().optional() })
  .meta({ id: 'NamespaceOwner' })
const workspace = z.object({ id: shownId, name: z.string(), slug: z.string() }).meta({ id: 'NamespaceWorkspace' })

export const output = z
  .object({
    id: shownId,
    uuid: z.string(),
    name: z.string(),
    slug: z.string(),
    owner_type: ownerType,
    owner_id: shownId,
    workspace_id: shownId
      .nullable()
      .meta({ description: 'ID of the paying workspace. It is the owner, if the owner is a workspace.' }),
    description: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    is_default: z.boolean().meta({ description: 'True for the default namespace. Every owner has one.' }),
    is_active: z.boolean().meta({ description: 'False: every check in the namespace is denied.' }),
    tags: includedWith('tags', z.array(z.string())),
    metadata: includedWith('metadata', z.record(z.string(), z.string())),
    owner: includedWith('owner', owner.nullable(), ': a user with its email, or a workspace with its slug.'),
    workspace: includedWith(
      'workspace',
      workspace.nullable(),
      '. Null if no workspace pays, or if you are not a member of it.',
    ),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({ id: 'Namespace', examples: [example] })

/** Fields that only the read of one namespace has. */
export const detail = output
  .extend({
    packages: z
      .array(z.object({ id: shownId, name: z.string(), expires_at: shownTime.nullable() }))
      .meta({ description: 'Packages that are assigned to the namespace.' }),
    entitlements: z
      .record(
        z.string(),
        z.object({
          used: z.int(),
          limit: z.int().nullable(),
          unit: z.string().optional(),
          reset_at: shownTime.optional().meta({
            description:
              'Time of the next reset. For a rolling feature, the time at which usage next leaves the window.',
          }),
        }),
      )
      .meta({ description: 'Values by feature code. A feature whose use is not known is left out.' }),
  })
  .meta({ id: 'NamespaceDetail', examples: [{ ...example, packages: [], entitlements: {} }] })

export const ownerTypeOf = ({ ownerType }: Namespace | PaidNamespace): string =>
  ownerType === OwnerType.OWNER_TYPE_USER ? 'User' : 'Workspace'

export const view = viewOf(Namespace, output, {
  owner_type: ownerTypeOf,
  settings: ({ settingsJson }) => JSON.parse(settingsJson || '{}'),
  owner: (namespace, _included, relations: WithRelations) => ownerView(namespace, relations),
  workspace: ({ workspaceId }, _included, relations: WithRelations) => workspaceView(workspaceId, relations),
})

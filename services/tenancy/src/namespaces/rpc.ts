import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type Namespace as NamespaceMessage,
  NamespacesServiceService as Namespaces,
  OwnerType as OwnerTypeMessage,
  type PaidNamespace as PaidNamespaceMessage,
  type UpdateNamespaceRequest,
} from '@plinth/proto/tenancy/v1/namespaces.ts'
import { callerOf } from '../caller.ts'
import { parseSettings } from '../fields/settings.ts'
import type { AddingDeps } from '../plan-limit.ts'
import type { Namespace, NamespaceChanges, OwnerType, PaidNamespace } from './namespace.ts'
import { listPaidNamespaces } from './payment-verbs.ts'
import * as verbs from './verbs.ts'

export function namespacesRpc(database: Database, write: Write, by: AddingDeps): Handlers<typeof Namespaces> {
  return {
    createNamespace: write(Namespaces.createNamespace, async (request, { context }, tx) => {
      const wanted = {
        ...request,
        ownerType: fromOwnerTypeMessage(request.ownerType),
        description: request.description || undefined,
        settings: parseSettings(request.settingsJson),
      }
      return { namespace: toMessage(await verbs.createNamespace(tx, callerOf(context), wanted, by)) }
    }),
    getNamespace: async ({ idOrUuid }, { context }) => ({
      namespace: toMessage(await verbs.getNamespace(database, callerOf(context), idOrUuid)),
    }),
    listNamespaces: async ({ query }, { context }) => {
      const { rows, info } = await verbs.listNamespaces(database, callerOf(context), query)
      return { namespaces: rows.map(toMessage), page: info }
    },
    listPaidNamespaces: async ({ query }, { context }) => {
      const { rows, info } = await listPaidNamespaces(database, callerOf(context), query)
      return { namespaces: rows.map(toPaidMessage), page: info }
    },
    updateNamespace: write(Namespaces.updateNamespace, async (request, { context }, tx) => {
      const changes = changesIn(request)
      const changed = await verbs.updateNamespace(tx, callerOf(context), request.idOrUuid, changes, by.planLimit)
      return { namespace: toMessage(changed) }
    }),
    deleteNamespace: write(Namespaces.deleteNamespace, async ({ idOrUuid }, { context }, tx) => {
      await verbs.deleteNamespace(tx, callerOf(context), idOrUuid)
      return {}
    }),
    setDefaultNamespace: write(Namespaces.setDefaultNamespace, async ({ idOrUuid }, { context }, tx) => ({
      namespace: toMessage(await verbs.setDefaultNamespace(tx, callerOf(context), idOrUuid)),
    })),
  }
}

function changesIn(request: UpdateNamespaceRequest): NamespaceChanges {
  const cleared = new Set(request.cleared)
  return {
    name: request.name,
    slug: request.slug,
    workspaceId: cleared.has('workspace_id') ? null : request.workspaceId,
    description: cleared.has('description') ? null : request.description,
    settings: request.settingsJson === undefined ? undefined : parseSettings(request.settingsJson),
    tags: request.tags?.values,
    metadata: request.metadata?.values,
    isActive: request.isActive,
  }
}

const fromOwnerTypeMessage = (message: OwnerTypeMessage): OwnerType =>
  message === OwnerTypeMessage.OWNER_TYPE_USER ? 'User' : 'Workspace'

const toOwnerTypeMessage = (ownerType: OwnerType): OwnerTypeMessage =>
  ownerType === 'User' ? OwnerTypeMessage.OWNER_TYPE_USER : OwnerTypeMessage.OWNER_TYPE_WORKSPACE

const toPaidMessage = (paid: PaidNamespace): PaidNamespaceMessage => ({
  ...paid,
  ownerType: toOwnerTypeMessage(paid.ownerType),
  usage: { ...paid.usage },
})

const toMessage = (namespace: Namespace): NamespaceMessage => ({
  ...namespace,
  ownerType: toOwnerTypeMessage(namespace.ownerType),
  workspaceId: namespace.workspaceId ?? '',
  description: namespace.description ?? '',
  settingsJson: JSON.stringify(namespace.settings),
  tags: [...namespace.tags],
  metadata: { ...namespace.metadata },
})

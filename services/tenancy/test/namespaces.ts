import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import {
  type CreateNamespaceRequest,
  type Namespace,
  NamespacesServiceService,
  OwnerType,
  type UpdateNamespaceRequest,
} from '@plinth/proto/tenancy/v1/namespaces.ts'
import { make } from '@plinth/testkit'
import { firstPage, startTeam } from './team.ts'
import { asOperator, given } from './tenancy.ts'

export const { OWNER_TYPE_USER: ofUser, OWNER_TYPE_WORKSPACE: ofWorkspace } = OwnerType

/** The tenancy service, and short ways to its namespaces. */
export async function startNamespaces() {
  const tenancy = await startTeam()
  const namespaces = tenancy.part.dial('tenancy', NamespacesServiceService)
  const create = async (context: CallContext, fields: Partial<CreateNamespaceRequest> = {}): Promise<Namespace> =>
    given((await namespaces.createNamespace(wanted(fields), { context })).namespace)
  const list = async (context: CallContext, query: Partial<ListQuery> = {}): Promise<Namespace[]> =>
    (await namespaces.listNamespaces({ query: { ...firstPage, ...query } }, { context })).namespaces
  /** All of an owner's living ones. */
  const ownedBy = async (ownerId: string) =>
    (await list(asOperator())).filter((namespace) => namespace.ownerId === ownerId)
  return {
    ...tenancy,
    namespaces,
    createNamespace: create,
    list,
    ownedBy,
    read: async (context: CallContext, idOrUuid: string) =>
      given((await namespaces.getNamespace({ idOrUuid }, { context })).namespace),
    change: async (context: CallContext, idOrUuid: string, changes: Partial<UpdateNamespaceRequest>) =>
      given((await namespaces.updateNamespace(changing(idOrUuid, changes), { context })).namespace),
    drop: (context: CallContext, idOrUuid: string) => namespaces.deleteNamespace({ idOrUuid }, { context }),
    setDefault: async (context: CallContext, idOrUuid: string) =>
      given((await namespaces.setDefaultNamespace({ idOrUuid }, { context })).namespace),
    defaultsOf: async (ownerId: string) =>
      (await ownedBy(ownerId)).filter(({ isDefault }) => isDefault).map(({ id }) => id),
  }
}

export const wanted = (fields: Partial<CreateNamespaceRequest>): CreateNamespaceRequest => ({
  name: make.name(),
  slug: '',
  ownerType: OwnerType.OWNER_TYPE_UNSPECIFIED,
  ownerId: '',
  workspaceId: '',
  description: '',
  settingsJson: '',
  tags: [],
  metadata: {},
  isDefault: false,
  ...fields,
})

export const changing = (idOrUuid: string, changes: Partial<UpdateNamespaceRequest>): UpdateNamespaceRequest => ({
  idOrUuid,
  name: undefined,
  slug: undefined,
  workspaceId: undefined,
  description: undefined,
  settingsJson: undefined,
  isActive: undefined,
  cleared: [],
  ...changes,
})

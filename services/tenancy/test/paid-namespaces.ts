import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { type Namespace, OwnerType, type UpdateNamespaceRequest } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { make } from '@plinth/testkit'
import { startLedger } from './ledger.ts'
import { ofWorkspace } from './plans.ts'
import { firstPage, nobodyKnown } from './team.ts'
import { asUser, given } from './tenancy.ts'

type Options = { context: CallContext }

/** Tenancy with plans, and workspaces that pay for a namespace of their admin's. */
export async function paidNamespaces() {
  const ledger = await startLedger()
  const { part, namespaces } = ledger
  const members = part.dial('tenancy', MembersServiceService)
  const change = async (context: CallContext, idOrUuid: string, changes: Partial<UpdateNamespaceRequest>) =>
    given((await namespaces.updateNamespace(changing(idOrUuid, changes), { context })).namespace)
  return {
    ...ledger,
    members,
    nobody: nobodyKnown,
    change,
    /** A workspace of 100 credits, its people, and what it pays for. */
    paid: async (name = make.name()) => {
      const [owner, admin, member] = [make.id('usr'), make.id('usr'), make.id('usr')]
      const { id } = await ledger.create(asUser(owner))
      await ledger.join(id, admin, 'admin')
      await ledger.join(id, member, 'member')
      await ledger.assign(ofWorkspace(id), 'small')
      const own = { context: asUser(admin) }
      const { id: namespaceId } = given((await namespaces.createNamespace(usersOwn(name, id), own)).namespace)
      const as = (userId: string): Options => ({ context: asUser(userId, { workspaceId: id }) })
      return { id, namespaceId, owner, admin, member, as, own }
    },
    /** To a plain member. */
    demote: (by: Options, userId: string) =>
      members.updateMember({ userId, role: Role.ROLE_MEMBER, ...nobodyKnown }, by),
    detach: (by: Options, idOrUuid: string) => change(by.context, idOrUuid, { cleared: ['workspace_id'] }),
    read: async (by: Options, idOrUuid: string): Promise<Namespace> =>
      given((await namespaces.getNamespace({ idOrUuid }, by)).namespace),
    listPaid: async (by: Options) => (await namespaces.listPaidNamespaces({ query: firstPage }, by)).namespaces,
    /** The workspace's own. */
    defaultOf: async (workspaceId: string) =>
      given(
        (await namespaces.listNamespaces({ query: firstPage }, ledger.operator)).namespaces.find(
          (one) => one.ownerId === workspaceId,
        ),
      ).id,
    /** The events about a namespace that a workspace hears. */
    toldOf: async (workspaceId: string, namespaceId: string) =>
      (await ledger.eventsOf(workspaceId)).filter((event) => event.objectId === namespaceId).map(({ type }) => type),
    /** The same, with what its endpoints and its audit log get. */
    eventsAbout: async (workspaceId: string, namespaceId: string) => {
      const rows = await part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
      return rows
        .map(({ payload }) => Event.decode(payload))
        .filter((event) => event.workspaceId === workspaceId && event.objectId === namespaceId)
        .map(({ type, attributesJson, changesJson }) => ({
          type,
          attributes: objectIn(attributesJson),
          changes: objectIn(changesJson),
        }))
    },
  }
}

const objectIn = (bytes: Uint8Array): Record<string, unknown> =>
  bytes.length === 0 ? {} : JSON.parse(Buffer.from(bytes).toString())

export type Paid = Awaited<ReturnType<typeof paidNamespaces>>

export const usersOwn = (name: string, workspaceId: string) => ({
  ...{ name, slug: '', ownerType: OwnerType.OWNER_TYPE_USER, ownerId: '', workspaceId, description: '' },
  ...{ settingsJson: '', tags: [], metadata: {}, isDefault: false },
})

export const changing = (idOrUuid: string, changes: Partial<UpdateNamespaceRequest>): UpdateNamespaceRequest => ({
  ...{ idOrUuid, name: undefined, slug: undefined, workspaceId: undefined, description: undefined },
  ...{ settingsJson: undefined, isActive: undefined, cleared: [] },
  ...changes,
})

import type { Expose } from '@plinth/kit/part'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { InvitationsServiceService as Invitations } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembersServiceService as Members } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService as Namespaces, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { invitation, member, namespace, page } from './rows.ts'
import type { Script } from './script.ts'

const listed = [member, { ...member, userId: 'usr_joe', role: Role.ROLE_MEMBER }]
const ofJoe = {
  ...namespace,
  id: 'ns_joe',
  ownerType: OwnerType.OWNER_TYPE_USER,
  ownerId: 'usr_joe',
  workspaceId: '',
  isDefault: false,
}

const paidForJoe = {
  ...{ id: 'ns_paid', name: 'Laboratory', ownerType: OwnerType.OWNER_TYPE_USER, ownerId: 'usr_joe', isActive: true },
  ...{ createdAt: namespace.createdAt, usage: { api_calls: 12 }, isUsageExact: true },
}

export function exposeTeam(expose: Expose, { answering }: Script): void {
  expose(Members, {
    listMembers: answering(Members.listMembers, () => ({ members: listed, page })),
    addMember: answering(Members.addMember, (wanted) => ({ member: { ...member, ...wanted } })),
    updateMember: answering(Members.updateMember, ({ role, ...known }) => ({
      member: { ...member, ...known, role: role || member.role },
    })),
    removeMember: answering(Members.removeMember, () => ({})),
  })
  expose(Invitations, {
    listInvitations: answering(Invitations.listInvitations, () => ({ invitations: [invitation], page })),
    createInvitation: answering(Invitations.createInvitation, ({ email }) => ({
      invitation: { ...invitation, email },
      token: 'inv_tok_shown_once',
    })),
    deleteInvitation: answering(Invitations.deleteInvitation, () => ({})),
    acceptInvitation: answering(Invitations.acceptInvitation, ({ name, email }) => ({
      workspaceId: 'wks_other',
      member: { ...member, name, email },
    })),
  })
  expose(Namespaces, {
    createNamespace: answering(Namespaces.createNamespace, ({ name }) => ({ namespace: { ...namespace, name } })),
    getNamespace: answering(Namespaces.getNamespace, () => ({ namespace })),
    listNamespaces: answering(Namespaces.listNamespaces, () => ({ namespaces: [namespace, ofJoe], page })),
    listPaidNamespaces: answering(Namespaces.listPaidNamespaces, () => ({ namespaces: [paidForJoe], page })),
    updateNamespace: answering(Namespaces.updateNamespace, () => ({ namespace: { ...namespace, version: 5 } })),
    deleteNamespace: answering(Namespaces.deleteNamespace, () => ({})),
    setDefaultNamespace: answering(Namespaces.setDefaultNamespace, () => ({ namespace })),
  })
}

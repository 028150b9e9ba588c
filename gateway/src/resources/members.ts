import type { CallOptions } from '@plinth/kit/rpc'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import { type ListMembersResponse, Member } from '@plinth/proto/tenancy/v1/members.ts'
import { z } from 'zod'
import { whenBodyHas } from '../operation/changes-access.ts'
import { id, role } from '../operation/fields.ts'
import { createdFilters, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import type { Services } from '../services.ts'
import { requireUser } from './required-user.ts'
import { fromRole, toRole } from './roles.ts'

const example = {
  user_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
  name: 'Jane Doe',
  email: 'jane@example.com',
  role: 'admin',
  created_at: '2026-01-05T09:58:12.431Z',
}

export const output = z
  .object({ user_id: shownId, name: z.string(), email: z.string(), role, created_at: shownTime })
  .meta({ id: 'Member', examples: [example] })

export const memberView = viewOf(Member, output, { role: ({ role }) => fromRole(role) })
const shown = one('member', memberView)

/** Members are rows of tenancy; their names and addresses are read from identity once per page. */
async function withNames(result: ListMembersResponse, services: Services, ask: CallOptions) {
  const ids = result.members.map(({ userId }) => userId)
  const { users } = ids.length === 0 ? { users: [] } : await services.users.batchGetUsers({ ids }, ask)
  const byId = new Map(users.map((user) => [user.id, user]))
  return { ...result, members: result.members.map((member) => named(member, byId.get(member.userId))) }
}

const named = (member: Member, user: User | undefined): Member => ({
  ...member,
  name: user?.name ?? '',
  email: user?.email ?? '',
})

export const members = {
  list: operation({
    id: 'members.list',
    summary: 'List the members of a workspace',
    description: 'Every member can read the list. To find members by name or email address, use `GET /users?search=…`.',
    route: 'GET /workspaces/{workspace_id}/members',
    scope: 'read:workspaces',
    output,
    list: {
      filters: { role: { kind: 'choice', words: role.options }, ...createdFilters, ...updatedFilters },
      sorts: ['created_at', 'updated_at', 'role'],
    },
    run: async ({ services, list, call, ask }) =>
      withNames(await services.members.listMembers({ query: list }, call), services, ask),
    view: many('members', memberView),
  }),

  create: operation({
    id: 'members.create',
    summary: 'Add a member without an invitation (operators)',
    description:
      'Other callers invite members with `POST /workspaces/{workspace_id}/invitations`. A user who is a member already returns 409. If the plan limits `plinth.members`, a member beyond the limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `member.added`.',
    route: 'POST /workspaces/{workspace_id}/members',
    status: 201,
    scope: 'write:workspaces',
    role: 'operator',
    output,
    body: z
      .strictObject({ user_id: id, role })
      .meta({ id: 'MemberCreate', examples: [{ user_id: example.user_id, role: 'admin' }] }),
    errors: ['DUPLICATE_RESOURCE', 'FEATURE_LIMIT_REACHED'],
    run: async ({ services, body, caller, call, ask }) => {
      const request = { userId: body.user_id, role: toRole(body.role) }
      // Only operators learn whether the user exists; the service refuses other callers.
      if (!caller.principal.isOperator) return services.members.addMember({ ...request, name: '', email: '' }, call)
      const { name, email } = await requireUser(services, 'user_id', body.user_id, ask)
      return services.members.addMember({ ...request, name, email }, call)
    },
    view: shown,
  }),

  update: operation({
    id: 'members.update',
    summary: 'Update the role of a member',
    description:
      'Only an owner can add or remove the role owner, and a workspace must keep at least one owner (409). The new role applies to every call that begins after the response. The open invitations of a demoted member end. If an owner or admin becomes a member, the workspace stops paying for the own namespaces of that user. Emits `member.updated`, and `namespace.updated` for each for which it paid.',
    route: 'PATCH /workspaces/{workspace_id}/members/{user_id}',
    scope: 'write:workspaces',
    role: 'admin',
    changesAccess: whenBodyHas('role'),
    output,
    body: z.strictObject({ role: role.optional() }).meta({ id: 'MemberUpdate', examples: [{ role: 'member' }] }),
    errors: ['STATE_CONFLICT'],
    run: async ({ services, params, body, call, ask }) => {
      const { users } = await services.users.batchGetUsers({ ids: [params.user_id] }, ask)
      const { name = '', email = '' } = users[0] ?? {}
      return services.members.updateMember({ userId: params.user_id, role: toRole(body.role), name, email }, call)
    },
    view: shown,
  }),

  delete: operation({
    id: 'members.delete',
    summary: 'Remove a member, or leave',
    description:
      'Every member can leave. Only an owner can remove an owner, and a workspace must keep at least one owner (409). The API keys of the member in this workspace are revoked before the response, and the open invitations of the member end. The user and the own namespaces of the user remain; the workspace stops paying for these. Emits `member.removed`, and `namespace.updated` for each for which it paid.',
    route: 'DELETE /workspaces/{workspace_id}/members/{user_id}',
    scope: 'delete:workspaces',
    role: 'admin',
    changesAccess: true,
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, call }) => services.members.removeMember({ userId: params.user_id }, call),
  }),
}

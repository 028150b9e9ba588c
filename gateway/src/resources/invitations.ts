import {
  type AcceptInvitationResponse,
  type CreateInvitationResponse,
  Invitation,
} from '@plinth/proto/tenancy/v1/invitations.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { email, id, role, text } from '../operation/fields.ts'
import { createdFilters, searchFilter } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { output as member, memberView } from './members.ts'
import { requireUser } from './required-user.ts'
import { fromRole, toRole } from './roles.ts'

const example = {
  id: 'inv_01kb0q3t5dexn8r0v6m2c7h9ak',
  email: 'jane@example.com',
  role: 'member',
  invited_by: 'usr_01kb0p9x4c2m6n8q0r5s7t1v3w',
  expires_at: '2026-01-12T09:58:12.431Z',
  created_at: '2026-01-05T09:58:12.431Z',
}
const exampleToken = 'inv_tok_q7Jw0hVt3mYx2Zb9Rk5Lc8Nd1Fg4Pu6As-TeWoIiQvE'

export const output = z
  .object({
    id: shownId,
    email: z.string(),
    role,
    invited_by: shownId.nullable().meta({ description: 'ID of the inviting user; null for an operator.' }),
    expires_at: shownTime,
    created_at: shownTime,
  })
  .meta({ id: 'Invitation', examples: [example] })
const withToken = output
  .extend({ token: z.string().meta({ description: 'Token that accepts the invitation. It is shown only once.' }) })
  .meta({ id: 'InvitationWithToken', examples: [{ ...example, token: exampleToken }] })
const membership = member.extend({ workspace_id: shownId }).meta({
  id: 'Membership',
  examples: [
    {
      workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
      user_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
      name: 'Jane Doe',
      email: 'jane@example.com',
      role: 'member',
      created_at: '2026-01-06T08:30:00.000Z',
    },
  ],
})

const view = viewOf(Invitation, output, { role: ({ role }) => fromRole(role) })

export const invitations = {
  list: operation({
    id: 'invitations.list',
    summary: 'List the open invitations of a workspace',
    description:
      'An invitation is open until it is accepted or revoked, or expires. The list has no tokens: to get a new token, invite the address again.',
    route: 'GET /workspaces/{workspace_id}/invitations',
    scope: 'read:workspaces',
    role: 'admin',
    output,
    list: {
      filters: {
        email: { kind: 'text' },
        role: { kind: 'choice', words: role.options },
        ...createdFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'expires_at', 'email', 'role'],
    },
    run: ({ services, list, call }) => services.invitations.listInvitations({ query: list }, call),
    view: many('invitations', view),
  }),

  create: operation({
    id: 'invitations.create',
    summary: 'Invite a person by email address; the token is shown only once',
    description:
      'Plinth sends no mail: pass the token on. The token is valid for 7 days. Inviting an address again renews its invitation ' +
      'and invalidates the previous token; only an owner can invite an owner or renew the invitation of one. The invitation ends if the inviting user is ' +
      'removed, demoted, suspended or deleted.',
    route: 'POST /workspaces/{workspace_id}/invitations',
    status: 201,
    scope: 'write:workspaces',
    role: 'admin',
    hasSecret: true,
    output: withToken,
    body: z
      .strictObject({ email, role })
      .meta({ id: 'InvitationCreate', examples: [{ email: example.email, role: 'member' }] }),
    run: ({ services, body, call }) =>
      services.invitations.createInvitation({ email: body.email, role: toRole(body.role) }, call),
    view: one('invitation', view, ({ token }: CreateInvitationResponse) => ({ token })),
  }),

  delete: operation({
    id: 'invitations.delete',
    summary: 'Revoke an open invitation',
    description:
      'Its token stops working. Only an owner can revoke the invitation of an owner. An invitation that was accepted or has expired returns 404. Emits `member.invitation_revoked`.',
    route: 'DELETE /workspaces/{workspace_id}/invitations/{invitation_id}',
    scope: 'delete:workspaces',
    role: 'admin',
    run: ({ services, params, call }) => services.invitations.deleteInvitation({ id: params.invitation_id }, call),
  }),

  accept: operation({
    id: 'invitations.accept',
    summary: 'Accept an invitation',
    description:
      'Only the user whose `email` the invitation names can accept it; a `pending_email` does not count. An invitation of an operator verifies the ' +
      'address. Accepting again returns the same membership. Returns 404 for a token that is unknown, invalidated, expired or for another address.',
    route: 'POST /invitations/accept',
    scope: 'write:workspaces',
    context: 'none',
    output: membership,
    body: z
      .strictObject({
        token: text(200).min(1),
        user_id: id
          .optional()
          .meta({ description: 'User for whom an operator accepts. Only operators can name another user.' }),
      })
      .meta({ id: 'InvitationAccept', examples: [{ token: exampleToken }] }),
    errors: ['FEATURE_LIMIT_REACHED'],
    run: async ({ services, body, caller, call, ask }) => {
      const { isOperator, userId } = caller.principal
      const accepting = isOperator ? body.user_id : userId
      if (accepting === undefined) throw fail.validation({ user_id: ['The user_id field is required for operators.'] })
      const { name, email } = await requireUser(services, 'user_id', accepting, ask)
      const request = { token: body.token, userId: body.user_id ?? '', name, email }
      return services.invitations.acceptInvitation(request, call)
    },
    view: one('member', memberView, (result: AcceptInvitationResponse) => ({ workspace_id: result.workspaceId })),
  }),
}

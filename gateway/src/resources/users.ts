import { z } from 'zod'
import { fail } from '../errors.ts'
import { whenBodyHas } from '../operation/changes-access.ts'
import { email, name, tier } from '../operation/fields.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { many } from '../operation/view.ts'
import { listMembersAsUsers } from './member-ids.ts'
import { output, seenBy, shownUser, statuses, userView } from './user-shape.ts'
import { requireOwnOrOperators, requireVisible } from './user-visibility.ts'

const vouched = z.boolean().meta({
  description:
    'For operators only: true if the address belongs to the user. Another user who has it unverified loses it and gets ' +
    'an address under `unproven.invalid`.',
})

const newTier = tier.meta({
  description:
    'A package of this code, if there is one, grants boolean features in the own namespaces of the user. Default: `free`.',
})

export const users = {
  list: operation({
    id: 'users.list',
    summary: 'List the members of the workspace',
    description:
      'In a workspace with more than 200,000 members, pages beyond the first 10,000 entries are refused (400). `GET /workspaces/{workspace_id}/members` has no such end.',
    route: 'GET /users',
    // The ids of all members go from tenancy to identity.
    isHeavy: true,
    scope: 'read:users',
    output,
    list: {
      filters: {
        tier: { kind: 'text' },
        status: { kind: 'choice', words: statuses },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'updated_at', 'name', 'email'],
    },
    run: async ({ services, caller, list, call, ask }) => {
      const listed = await listMembersAsUsers({ services, list, call, ask })
      return { ...listed, users: listed.users.map((user) => seenBy(caller, user)) }
    },
    view: many('users', userView),
  }),

  create: operation({
    id: 'users.create',
    summary: 'Create a user (operators)',
    description:
      'A new user belongs to no workspace and has no key: an operator adds the user as a member, and creates a key with `user_id`. Another user with the same address returns 409; upper and lower case make no difference. An address counts as unverified unless `email_verified` is true.',
    route: 'POST /users',
    status: 201,
    scope: 'write:users',
    role: 'operator',
    context: 'none',
    output,
    body: z
      .strictObject({ name, email, tier: newTier.optional(), email_verified: vouched.optional() })
      .meta({ id: 'UserCreate', examples: [{ name: 'Jane Doe', email: 'jane@example.com' }] }),
    errors: ['DUPLICATE_RESOURCE'],
    run: ({ services, body: { name, email, tier = '', email_verified: emailVerified = false }, call }) =>
      services.users.createUser({ name, email, tier, emailVerified }, call),
    view: shownUser,
  }),

  current: operation({
    id: 'users.current',
    summary: 'Read the user of the API key',
    description:
      'An operator key has no user and returns 404. The keys of a suspended workspace can still call this operation.',
    route: 'GET /user',
    scope: 'any',
    context: 'none',
    isOpenWhileSuspended: true,
    output,
    hasVersion: true,
    run: async ({ services, caller, call }) => {
      const { userId } = caller.principal
      if (userId === '') throw fail.notFound()
      return services.users.getUser({ id: userId }, call)
    },
    view: shownUser,
  }),

  get: operation({
    id: 'users.get',
    summary: 'Read a user',
    description:
      'You can read yourself and the members of the workspace in which your key acts; every other user returns 404. Operators can read every user. Only the user and operators see `pending_email`.',
    route: 'GET /users/{user_id}',
    scope: 'read:users',
    context: 'none',
    output,
    hasVersion: true,
    run: async ({ services, caller, params, call, ask }) => {
      await requireVisible({ services, caller, userId: params.user_id, ask })
      const { user } = await services.users.getUser({ id: params.user_id }, call)
      return { user: user === undefined ? undefined : seenBy(caller, user) }
    },
    view: shownUser,
  }),

  update: operation({
    id: 'users.update',
    summary: 'Update a user',
    description:
      'If a user changes their own `email`, the new address is `pending_email` until a token that was sent to it verifies it: ' +
      '`POST /user/email-verification`. Sending the current address cancels the pending change.',
    route: 'PATCH /users/{user_id}',
    scope: 'write:users',
    role: 'self',
    context: 'none',
    changesAccess: whenBodyHas('name'),
    output,
    body: z
      .strictObject({ name: name.optional(), email: email.optional(), email_verified: vouched.optional() })
      .meta({ id: 'UserUpdate', examples: [{ name: 'Jane Smith' }] }),
    errors: ['DUPLICATE_RESOURCE'],
    run: async ({ services, caller, params, body, call, ask }) => {
      const userId = params.user_id
      await requireOwnOrOperators({ services, caller, userId, ask })
      const { workspaceIds } = await services.memberships.listUserWorkspaceIds({ userId }, ask)
      const { email_verified: emailVerified, ...changes } = body
      return services.users.updateUser({ id: userId, ...changes, emailVerified, workspaceIds }, call)
    },
    view: shownUser,
  }),
}

import type { ListUsersResponse, User } from '@plinth/proto/identity/v1/users.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { email, name, tier } from '../operation/fields.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject, many, one } from '../operation/view.ts'
import { requireChangeable, requireVisible } from './user-visibility.ts'

export const output = z
  .object({
    id: shownId,
    name: z.string(),
    email: z.email(),
    tier: z.string(),
    email_verified_at: shownTime
      .nullable()
      .meta({ description: 'Null until the address was proven to be the user’s.' }),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({
    id: 'User',
    examples: [
      {
        id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
        name: 'Jane Doe',
        email: 'jane@example.com',
        tier: 'pro',
        email_verified_at: '2026-01-05T10:00:00.000Z',
        created_at: '2026-01-05T09:58:12.431Z',
        updated_at: '2026-01-05T10:00:00.000Z',
      },
    ],
  })

function view(user: User): JsonObject {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    tier: user.tier,
    email_verified_at: isoTime(user.emailVerifiedAt),
    created_at: isoTime(user.createdAt),
    updated_at: isoTime(user.updatedAt),
  }
}

const shown = one(({ user }: { user?: User | undefined }) => user, view)

export const users = {
  list: operation({
    id: 'users.list',
    summary: 'List the members of the workspace',
    method: 'GET',
    path: '/users',
    status: 200,
    scope: 'read:users',
    context: 'workspace',
    output,
    list: {
      filters: { tier: { kind: 'text' }, ...createdFilters, ...updatedFilters, ...searchFilter },
      sorts: ['created_at', 'updated_at', 'name', 'email'],
    },
    run: async ({ services, list, call, ask }) => {
      const { userIds } = await services.memberships.listMemberIds({}, ask)
      return services.users.listUsers({ ids: userIds, query: list }, call)
    },
    view: many((result: ListUsersResponse) => result.users, view),
  }),

  create: operation({
    id: 'users.create',
    summary: 'Create a user (operators)',
    method: 'POST',
    path: '/users',
    status: 201,
    scope: 'write:users',
    context: 'none',
    output,
    body: z
      .strictObject({ name, email, tier: tier.optional() })
      .meta({ id: 'UserCreate', examples: [{ name: 'Jane Doe', email: 'jane@example.com' }] }),
    errors: ['DUPLICATE_RESOURCE'],
    run: ({ services, body, call }) => services.users.createUser({ ...body, tier: body.tier ?? '' }, call),
    view: shown,
  }),

  current: operation({
    id: 'users.current',
    summary: 'Read the user whose key this is',
    method: 'GET',
    path: '/user',
    status: 200,
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
    view: shown,
  }),

  get: operation({
    id: 'users.get',
    summary: 'Read a user',
    method: 'GET',
    path: '/users/{user_id}',
    status: 200,
    scope: 'read:users',
    context: 'none',
    output,
    hasVersion: true,
    run: async ({ services, caller, params, call, ask }) => {
      await requireVisible({ services, caller, userId: params.user_id, ask })
      return services.users.getUser({ id: params.user_id }, call)
    },
    view: shown,
  }),

  update: operation({
    id: 'users.update',
    summary: 'Change a user',
    method: 'PATCH',
    path: '/users/{user_id}',
    status: 200,
    scope: 'write:users',
    context: 'none',
    output,
    body: z
      .strictObject({ name: name.optional(), email: email.optional() })
      .meta({ id: 'UserUpdate', examples: [{ name: 'Jane Smith' }] }),
    errors: ['DUPLICATE_RESOURCE', 'PRECONDITION_FAILED'],
    run: async ({ services, caller, params, body, call, ask }) => {
      const userId = params.user_id
      await requireChangeable({ services, caller, userId, ask })
      const { workspaceIds } = await services.memberships.listUserWorkspaceIds({ userId }, ask)
      return services.users.updateUser({ id: userId, name: body.name, email: body.email, workspaceIds }, call)
    },
    view: shown,
  }),
}

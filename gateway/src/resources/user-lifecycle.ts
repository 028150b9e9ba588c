import { setTimeout as wait } from 'node:timers/promises'
import type { CallOptions } from '@plinth/kit/rpc'
import { CreateEmailVerificationResponse } from '@plinth/proto/identity/v1/users.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { text } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { shownTime } from '../operation/shown.ts'
import { whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import type { Services } from '../services.ts'
import { output, shownUser } from './user-shape.ts'
import { requireVisible, workspacesThatHear } from './user-visibility.ts'

const exampleToken = 'email_tok_q7Jw0hVt3mYx2Zb9Rk5Lc8Nd1Fg4Pu6As-TeWoIiQvE'
const verification = z
  .object({
    email: z.email(),
    token: z.string().meta({ description: 'Token that verifies the address. It is shown only once.' }),
    expires_at: shownTime,
  })
  .meta({
    id: 'EmailVerification',
    examples: [{ email: 'jane@example.com', token: exampleToken, expires_at: '2026-01-06T09:58:12.431Z' }],
  })

const setStatus = (
  verb: 'suspend' | 'reactivate',
  shown: { summary: string; description: string; restoresKeys?: boolean },
) =>
  operation({
    id: `users.${verb}`,
    route: `POST /users/{user_id}/${verb}`,
    scope: 'write:users',
    role: 'operator',
    context: 'none',
    changesAccess: true,
    ...shown,
    output,
    run: async ({ services, caller, params, call, ask }) => {
      const id = params.user_id
      const workspaceIds = await workspacesThatHear({ services, caller, userId: id, ask })
      return services.users[`${verb}User`]({ id, workspaceIds }, call)
    },
    view: shownUser,
  })

/** Operations that verify, suspend, reactivate and delete users. */
export const userLifecycle = {
  createEmailVerification: operation({
    id: 'users.create-email-verification',
    summary: 'Create the token that verifies an email address (operators)',
    description:
      'The token is for `pending_email`, or else for an unverified `email`. Plinth sends no mail: send the token to that address. ' +
      'The token is valid for 24 hours, until the user changes the address or a new token is created.',
    route: 'POST /users/{user_id}/email-verification',
    status: 201,
    scope: 'write:users',
    role: 'operator',
    context: 'none',
    hasSecret: true,
    output: verification,
    errors: ['STATE_CONFLICT'],
    run: async ({ services, caller, params, call, ask }) => {
      await requireVisible({ services, caller, userId: params.user_id, ask })
      return services.users.createEmailVerification({ id: params.user_id }, call)
    },
    view: whole(viewOf(CreateEmailVerificationResponse, verification)),
  }),

  verifyEmail: operation({
    id: 'users.verify-email',
    summary: 'Verify an email address with its token',
    description:
      'The pending address becomes the verified `email`. Another user who has the address unverified loses it; a user who has it verified ' +
      'keeps it (409). A repeated token returns the same response. Returns 404 for a token that is unknown, invalidated or expired.',
    route: 'POST /user/email-verification',
    scope: 'write:users',
    context: 'none',
    output,
    body: z
      .strictObject({ token: text(200).min(1) })
      .meta({ id: 'EmailVerificationProof', examples: [{ token: exampleToken }] }),
    errors: ['DUPLICATE_RESOURCE'],
    run: async ({ services, caller, body, call, ask }) => {
      const { userId } = caller.principal
      if (userId === '') throw fail.notFound()
      const { workspaceIds } = await services.memberships.listUserWorkspaceIds({ userId }, ask)
      return services.users.verifyEmail({ token: body.token, workspaceIds }, call)
    },
    view: shownUser,
  }),

  delete: operation({
    id: 'users.delete',
    summary: 'Delete a user (operators)',
    description:
      'Deletes the name and the address; entries of the audit log keep former ones until they are removed. Ends the keys, memberships and own namespaces of the user, and the invitations that the user ' +
      'created. Returns 409 for the last owner of a workspace. The keys stop working before the response. If the services cannot reach each other, ' +
      'the name and the address are deleted as soon as they can.',
    route: 'DELETE /users/{user_id}',
    scope: 'delete:users',
    role: 'operator',
    context: 'none',
    changesAccess: true,
    errors: ['STATE_CONFLICT'],
    run: async ({ services, caller, params, call, ask }) => {
      const userId = params.user_id
      await requireVisible({ services, caller, userId, ask })
      const userVersion = await versionOf(services, userId, ask)
      const answer = await services.memberships.endUser({ userId, userVersion }, call)
      await untilIdentityFollowed(services, userId, ask)
      return answer
    },
  }),

  suspend: setStatus('suspend', {
    summary: 'Suspend a user (operators)',
    description:
      'All keys of the user stop working immediately, in every workspace, and the invitations that the user created end.',
  }),

  reactivate: setStatus('reactivate', {
    summary: 'Reactivate a user (operators)',
    description: 'Keys of the user that have not expired work again, at every gateway, when the response arrives.',
    restoresKeys: true,
  }),
}

const waitsMs = [5, 10, 20, 40, 80, 160, 320, 640, 640]

/** Returns the version of the user in identity, or 0 if the user is unknown; tenancy then refuses, unless a stored response exists. */
async function versionOf(services: Services, userId: string, ask: CallOptions): Promise<number> {
  const { users } = await services.users.batchGetUsers({ ids: [userId] }, ask)
  return users[0]?.version ?? 0
}

/**
 * Resolves when identity has followed tenancy's event, so that the next read finds no user and the address is free; after 2 s
 * at the latest. The end is committed, so this only reads and never fails.
 */
async function untilIdentityFollowed(services: Services, userId: string, ask: CallOptions): Promise<void> {
  for (const ms of waitsMs) {
    const version = await versionOf(services, userId, ask).catch(() => undefined)
    if (version === undefined || version === 0) return
    await wait(ms)
  }
}

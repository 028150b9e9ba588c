import { User } from '@plinth/proto/identity/v1/users.ts'
import { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { isOwnOrOperators } from './user-visibility.ts'

export const statuses = ['active', 'suspended'] as const

export const output = z
  .object({
    id: shownId,
    name: z.string(),
    email: z.email(),
    tier: z.string().meta({
      description:
        'A package of this code, if there is one, grants boolean features in the own namespaces of the user.',
    }),
    email_verified_at: shownTime.nullable().meta({ description: 'Null until the email address is verified.' }),
    pending_email: z.email().nullable().meta({
      description: 'Requested address that is not verified yet. Null for callers other than the user and operators.',
    }),
    status: z.enum(statuses).meta({ description: 'The keys of a suspended user are refused.' }),
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
        pending_email: null,
        status: 'active',
        created_at: '2026-01-05T09:58:12.431Z',
        updated_at: '2026-01-05T10:00:00.000Z',
      },
    ],
  })

export const userView = viewOf(User, output, {
  status: ({ status }) => (status === 'suspended' ? 'suspended' : 'active'),
})

/** Only the user and operators see a pending address. */
export const seenBy = (caller: Caller, user: User): User =>
  isOwnOrOperators(caller, user.id) ? user : { ...user, pendingEmail: '' }

export const shownUser = one('user', userView)

import { UserMembership } from '@plinth/proto/tenancy/v1/members.ts'
import { z } from 'zod'
import { role } from '../operation/fields.ts'
import { createdFilters, searchFilter } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { fromRole } from './roles.ts'
import { requireOwnOrOperators } from './user-visibility.ts'

const output = z
  .object({
    workspace_id: shownId,
    name: z.string().meta({ description: 'Name of the workspace.' }),
    slug: z.string(),
    status: z.enum(['active', 'suspended']).meta({ description: 'Calls in a suspended workspace are refused.' }),
    role,
    created_at: shownTime.meta({ description: 'Of the workspace.' }),
    member_since: shownTime,
  })
  .meta({
    id: 'UserMembership',
    examples: [
      {
        workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
        name: 'Acme',
        slug: 'acme',
        status: 'active',
        role: 'admin',
        created_at: '2026-01-05T09:58:12.431Z',
        member_since: '2026-01-06T08:30:00.000Z',
      },
    ],
  })

export const userMemberships = {
  list: operation({
    id: 'users.list-memberships',
    summary: 'List the workspaces of a user, with the role in each',
    description: 'The newest workspace comes first; filters and sorts are of the workspace.',
    route: 'GET /users/{user_id}/memberships',
    scope: 'read:users',
    role: 'self',
    context: 'none',
    output,
    list: {
      filters: { status: { kind: 'choice', words: ['active', 'suspended'] }, ...createdFilters, ...searchFilter },
      sorts: ['created_at', 'name', 'slug'],
    },
    run: async ({ services, caller, params, list, call, ask }) => {
      const userId = params.user_id
      await requireOwnOrOperators({ services, caller, userId, ask })
      await services.users.getUser({ id: userId }, ask)
      return services.memberships.listUserMemberships({ userId, query: list }, call)
    },
    view: many('memberships', viewOf(UserMembership, output, { role: ({ role }) => fromRole(role) })),
  }),
}

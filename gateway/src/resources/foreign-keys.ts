import { ForeignKey } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'

const output = z
  .object({
    id: shownId,
    prefix: z.string().meta({ description: 'First characters of the key.' }),
    user_id: shownId.meta({ description: 'ID of the member who has the key.' }),
    created_at: shownTime.meta({ description: 'First use of the key in this workspace.' }),
    last_used_at: shownTime,
  })
  .meta({
    id: 'ForeignKey',
    examples: [
      {
        id: 'key_01kb0q3t5dexn8r0v6m2c7h9ak',
        prefix: 'sk_live_8Kq2',
        user_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
        created_at: '2026-01-05T09:58:12.431Z',
        last_used_at: '2026-01-07T16:20:00.000Z',
      },
    ],
  })

const view = viewOf(ForeignKey, output, { id: ({ keyId }) => keyId })

export const foreignKeys = {
  list: operation({
    id: 'workspaces.list-foreign-keys',
    summary: 'List API keys of other workspaces that acted in this one',
    description:
      'Lists keys used in the last 30 days; a use appears within 5 seconds. To stop all of them, set `foreign_keys` of the workspace to `refuse`. To stop the keys of one user, remove the member.',
    route: 'GET /workspaces/{workspace_id}/foreign-keys',
    scope: 'read:workspaces',
    role: 'admin',
    output,
    list: {
      filters: { user_id: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at', 'last_used_at'],
    },
    run: ({ services, list, call }) => services.foreignKeys.listForeignKeys({ query: list }, call),
    view: many('foreignKeys', view),
  }),
}

import { z } from 'zod'
import { shownId, shownTime } from '../../operation/shown.ts'
import type { EventDoc, EventDocs } from './event-doc.ts'
import { identityEvents } from './of-identity.ts'
import { planEvents } from './of-plans.ts'
import { tenancyEvents } from './of-tenancy.ts'
import { webhookEvents } from './of-webhooks.ts'

/** Every event that endpoints receive, by type. */
export const events: EventDocs = { ...tenancyEvents, ...planEvents, ...identityEvents, ...webhookEvents }

/** Schema of the body that an endpoint receives for an event of this type. */
export function eventSchema(type: string, { object, attributes }: EventDoc): z.ZodObject {
  return z
    .object({
      id: shownId,
      type: z.literal(type),
      created_at: shownTime,
      workspace_id: shownId.nullable(),
      namespace_id: shownId.nullable(),
      data: z.object({ object: z.object({ id: shownId, type: z.literal(object), attributes }) }),
    })
    .meta({ id: componentOf(type) })
}

export function eventExample(type: string, { object, example }: EventDoc): object {
  return {
    id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
    type,
    created_at: '2026-01-05T10:00:00.000Z',
    workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
    namespace_id: null,
    data: {
      object: { id: example['id'] ?? example['user_id'] ?? example['owner_id'], type: object, attributes: example },
    },
  }
}

/** workspace.updated → WorkspaceUpdatedEvent. */
const componentOf = (type: string): string =>
  `${type.replace(/(^|[._])(\w)/g, (_whole, _dot, letter: string) => letter.toUpperCase())}Event`

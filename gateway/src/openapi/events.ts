import { z } from 'zod'
import { shownId, shownTime } from '../operation/shown.ts'
import { output as apiKey, previous } from '../resources/api-keys.ts'
import { output as user } from '../resources/users.ts'
import { output as webhook } from '../resources/webhooks.ts'
import { output as workspace } from '../resources/workspaces.ts'
import { exampleOf } from './examples.ts'

interface EventDoc {
  summary: string
  /** `data.object.type`. */
  object: string
  attributes: z.ZodObject
  example: Readonly<Record<string, unknown>>
}

const exampleObject = (schema: z.ZodObject) => Object(exampleOf(schema)) as Readonly<Record<string, unknown>>

const workspaceAttributes = workspace
  .omit({ tags: true, metadata: true, owner: true })
  .meta({ id: 'WorkspaceAttributes' })
const aboutWorkspace = { object: 'workspace', attributes: workspaceAttributes, example: exampleObject(workspace) }
const memberAttributes = z
  .object({ user_id: shownId, role: z.enum(['owner', 'admin', 'member']), created_at: shownTime })
  .meta({ id: 'MemberAttributes' })
const memberExample = {
  user_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
  role: 'owner',
  created_at: '2026-01-05T09:58:12.431Z',
}

const namespaceAttributes = z
  .object({
    id: shownId,
    uuid: z.uuid(),
    name: z.string(),
    slug: z.string(),
    owner_type: z.enum(['User', 'Workspace']),
    owner_id: shownId,
    workspace_id: shownId.nullable(),
    description: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    is_default: z.boolean(),
    is_active: z.boolean(),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({ id: 'NamespaceAttributes' })
const namespaceExample = {
  id: 'ns_01kb0q3t5d6m4z8x2c0v7b9n1q',
  uuid: '0199e0c1-a3c5-7b6e-8f10-2d4c6b8a0e12',
  name: 'Default',
  slug: 'default',
  owner_type: 'Workspace',
  owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  description: null,
  settings: {},
  is_default: true,
  is_active: true,
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}

const aboutKey = { object: 'api_key', attributes: apiKey, example: exampleObject(apiKey) }
const rotatedKey = apiKey.extend({ previous }).meta({ id: 'ApiKeyRotatedAttributes' })
const replaced = { id: 'key_01kb0n2r8zq4w6y1t3s5d7f9gh', expires_at: '2026-01-06T09:58:12.431Z' }

// Custom headers may hold another system's key: events leave them out.
const webhookAttributes = webhook
  .omit({ headers: true })
  .extend({ workspace_id: shownId })
  .meta({ id: 'WebhookAttributes' })
const { headers: _left, ...webhookExample } = exampleObject(webhook)
const aboutWebhook = {
  object: 'webhook',
  attributes: webhookAttributes,
  example: { ...webhookExample, workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak' },
}
const ping = z.object({ id: shownId, url: z.string() }).meta({ id: 'PingAttributes' })

/** Every event that endpoints are told of, by type. */
export const events: Readonly<Record<string, EventDoc>> = {
  'workspace.created': { summary: 'A workspace was created', ...aboutWorkspace },
  'workspace.updated': { summary: 'A workspace was changed, suspended or reactivated', ...aboutWorkspace },
  'workspace.deleted': { summary: 'A workspace was deleted', ...aboutWorkspace },
  'namespace.created': {
    summary: 'A namespace was created',
    object: 'namespace',
    attributes: namespaceAttributes,
    example: namespaceExample,
  },
  'member.added': {
    summary: 'A user became a member of the workspace',
    object: 'member',
    attributes: memberAttributes,
    example: memberExample,
  },
  'user.updated': {
    summary: 'A member of the workspace changed',
    object: 'user',
    attributes: user,
    example: exampleObject(user),
  },
  'api_key.created': { summary: 'An API key was created', ...aboutKey },
  'api_key.rotated': {
    summary: 'An API key was replaced',
    object: 'api_key',
    attributes: rotatedKey,
    example: { ...exampleObject(apiKey), previous: replaced },
  },
  'api_key.revoked': { summary: 'An API key was revoked', ...aboutKey },
  'webhook.created': { summary: 'An endpoint was created', ...aboutWebhook },
  'webhook.updated': { summary: 'An endpoint was changed', ...aboutWebhook },
  'webhook.deleted': { summary: 'An endpoint was deleted', ...aboutWebhook },
  'webhook.enabled': { summary: 'An endpoint was enabled', ...aboutWebhook },
  'webhook.disabled': { summary: 'An endpoint was disabled', ...aboutWebhook },
  ping: {
    summary: 'A test, sent when asked for',
    object: 'webhook',
    attributes: ping,
    example: { id: webhookExample['id'], url: webhookExample['url'] },
  },
}

/** What an endpoint receives of an event of this type. */
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
    data: { object: { id: example['id'] ?? example['user_id'], type: object, attributes: example } },
  }
}

/** workspace.updated → WorkspaceUpdatedEvent. */
const componentOf = (type: string): string =>
  `${type.replace(/(^|[._])(\w)/g, (_whole, _dot, letter: string) => letter.toUpperCase())}Event`

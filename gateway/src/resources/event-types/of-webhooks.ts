import { z } from 'zod'
import { shownId } from '../../operation/shown.ts'
import { output as replay } from '../replays.ts'
import { output as webhook } from '../webhook-shape.ts'
import { type EventDocs, exampleObject } from './event-doc.ts'

// Custom headers may hold another system's key: events leave them out.
const attributes = webhook
  .omit({ headers: true, previous_secret_until: true, blocked_keys: true, health: true })
  .meta({ id: 'WebhookAttributes' })
const { headers: _left, previous_secret_until: _until, ...shown } = exampleObject(webhook)
const aboutWebhook = { object: 'webhook', attributes, example: shown }
const aboutReplay = {
  object: 'replay',
  attributes: replay.extend({ webhook_id: shownId }).meta({ id: 'ReplayAttributes' }),
  example: { ...exampleObject(replay), webhook_id: shown['id'] },
}
const ping = z.object({ id: shownId, url: z.string() }).meta({ id: 'PingAttributes' })

export const webhookEvents: EventDocs = {
  'webhook.created': { summary: 'An endpoint was created', ...aboutWebhook },
  'webhook.updated': { summary: 'An endpoint was updated', ...aboutWebhook },
  'webhook.deleted': { summary: 'An endpoint was deleted', ...aboutWebhook },
  'webhook.enabled': { summary: 'An endpoint was enabled', ...aboutWebhook },
  'webhook.disabled': { summary: 'An endpoint was disabled', ...aboutWebhook },
  'webhook.secret_rotated': {
    summary: 'The secret of an endpoint was rotated; the event has no secret',
    ...aboutWebhook,
  },
  'webhook.replay_started': { summary: 'A replay of the history of an endpoint began', ...aboutReplay },
  'webhook.replay_cancelled': { summary: 'A replay was cancelled', ...aboutReplay },
  ping: {
    summary: 'A test event, sent on request',
    object: 'webhook',
    attributes: ping,
    example: { id: shown['id'], url: shown['url'] },
  },
}

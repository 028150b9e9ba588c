import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { consumerName } from '../events/event.ts'
import type { Replay } from './replay.ts'

interface Replayed {
  workspaceId: string
  endpointId: string
}

export const replayStarted = (of: Replayed, replay: Replay): NewEvent =>
  aboutReplay('webhook.replay_started', of, replay, changesOf(undefined, shown(of, replay)))

export function replayCancelled(of: Replayed, before: Replay): NewEvent {
  const after: Replay = { ...before, status: 'cancelled' }
  return aboutReplay('webhook.replay_cancelled', of, after, changesOf(shown(of, before), shown(of, after)))
}

const aboutReplay = (type: string, of: Replayed, replay: Replay, changes: Changes): NewEvent => ({
  type,
  workspaceId: of.workspaceId,
  objectId: replay.id,
  objectType: 'replay',
  attributes: shown(of, replay),
  changes,
  consumers: [consumerName],
})

const shown = ({ endpointId }: Replayed, { id, status, total, done, createdAt }: Replay): Record<string, unknown> => ({
  id,
  webhook_id: endpointId,
  status,
  total,
  done,
  created_at: createdAt.toISOString(),
})

import { counter, durationBounds, histogram } from '@plinth/kit/metrics'
import type { PublishResult } from './publication.ts'

export const publishDurations = histogram({
  name: 'plinth_event_publish_duration_seconds',
  help: 'From a call that publishes to its commit; outcome is answered, refused, asked_again (a type has another feature than the gateway knew) or failed.',
  labels: ['outcome'],
  bounds: durationBounds,
})

const publishedEvents = counter({
  name: 'plinth_events_published_total',
  help: 'Events of the product by result: accepted, withheld (stored, and owed to no endpoint: the plan lacks the feature of the type), duplicate or refused.',
  labels: ['result'],
})

export function countResults(results: readonly PublishResult[]): void {
  for (const result of results) {
    publishedEvents.add(1, nameOf(result))
  }
}

function nameOf(result: PublishResult): string {
  if ('refusal' in result) return 'refused'
  if (result.published.isDuplicate) return 'duplicate'
  return result.isWithheld ? 'withheld' : 'accepted'
}

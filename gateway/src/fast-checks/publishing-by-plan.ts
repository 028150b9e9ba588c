// Which types need a feature is known from the answers of the service, which compares it in the transaction of the event: a type
// without one costs nothing, and an old entry costs one more call, never a wrong delivery.

import type { CallOptions, Client } from '@plinth/kit/rpc'
import type { NewEvent, PublishingServiceService, TypeFeatures } from '@plinth/proto/webhooks/v1/publishing.ts'
import { LRUCache } from 'lru-cache'
import { fail } from '../errors.ts'
import type { PlanChecks } from './cached-plans.ts'

type Publishing = Client<typeof PublishingServiceService>

// The product has at most 1,000 types; those that are gone may be among these.
const typesMax = 2_000
const triesMax = 3

/** Returns the client, which says of each event the feature of its type, and whether the plan of its workspace includes it. */
export function publishingByPlan(client: Publishing, plans: PlanChecks): Publishing {
  /** Types that need a feature, as they were answered last. */
  const known = new LRUCache<string, string>({ max: typesMax })

  async function publish<Answer extends { typeFeatures?: TypeFeatures | undefined }>(
    events: readonly NewEvent[],
    call: CallOptions,
    send: (events: NewEvent[]) => Promise<Answer>,
  ): Promise<Answer> {
    for (let tries = 1; tries <= triesMax; tries++) {
      const answer = await send(await byPlan(events, call))
      if (answer.typeFeatures === undefined) return answer
      for (const [type, feature] of Object.entries(answer.typeFeatures.features))
        feature === '' ? known.delete(type) : known.set(type, feature)
    }
    throw fail.eventTypesChanging()
  }

  async function byPlan(events: readonly NewEvent[], call: CallOptions): Promise<NewEvent[]> {
    const features = events.map(({ type, refusal }) => (refusal.length > 0 ? '' : (known.get(type) ?? '')))
    const asked = events.flatMap(({ workspaceId }, at) => {
      const feature = features[at] ?? ''
      return feature === '' ? [] : [{ at, question: { workspaceId, feature } }]
    })
    if (asked.length === 0) return events.map((event) => ({ ...event, feature: '', isFeatureIncluded: false }))
    const { areIncluded } = await plans.checkPlans({ questions: asked.map(({ question }) => question) }, call)
    const included = new Map(asked.map(({ at }, place) => [at, areIncluded[place] === true]))
    return events.map((event, at) => ({
      ...event,
      ...{ feature: features[at] ?? '', isFeatureIncluded: included.get(at) ?? false },
    }))
  }

  return {
    publishEvent: ({ event }, call = {}) =>
      publish(event === undefined ? [] : [event], call, ([one]) =>
        client.publishEvent({ event: one, readsTypeFeatures: true }, call),
      ),
    publishEvents: ({ events }, call = {}) =>
      publish(events, call, (all) => client.publishEvents({ events: all, readsTypeFeatures: true }, call)),
  }
}

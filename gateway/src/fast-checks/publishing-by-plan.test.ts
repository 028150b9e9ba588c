import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { NewEvent, PublishEventRequest, PublishEventsRequest } from '@plinth/proto/webhooks/v1/publishing.ts'
import { publishingByPlan } from './publishing-by-plan.ts'

const event = (type: string, changes: Partial<NewEvent> = {}): NewEvent => ({
  ...{ type, data: Buffer.from('{}'), eventId: '', workspaceId: 'wks_1', namespaceId: '', channels: [] },
  ...{ orderingKey: '', refusal: Buffer.alloc(0), feature: '', isFeatureIncluded: false, ...changes },
})

/** A service whose types have these features, and a plan with the feature reports. */
function scene(features: Record<string, string>) {
  const sent: string[][] = []
  let checks = 0
  let onCall: () => void = () => undefined
  const answer = (events: readonly NewEvent[]) => {
    onCall()
    const shown = events.map(({ type, feature, isFeatureIncluded }) => `${type} ${feature} ${isFeatureIncluded}`)
    sent.push(shown)
    const isCurrent = events.every(
      ({ type, refusal, feature }) => refusal.length > 0 || feature === (features[type] ?? ''),
    )
    const now = Object.fromEntries(events.map(({ type }) => [type, features[type] ?? '']))
    return isCurrent ? undefined : { features: now }
  }
  const published = { id: 'evt_1', type: '', workspaceId: 'wks_1', namespaceId: '', isDuplicate: false }
  const service = {
    async publishEvent({ event: one, readsTypeFeatures }: PublishEventRequest) {
      assert.equal(readsTypeFeatures, true)
      const typeFeatures = answer(one === undefined ? [] : [one])
      return typeFeatures === undefined ? { event: published } : { typeFeatures }
    },
    async publishEvents({ events, readsTypeFeatures }: PublishEventsRequest) {
      assert.equal(readsTypeFeatures, true)
      return { results: [], typeFeatures: answer(events) }
    },
  }
  const client = publishingByPlan(service, {
    checkPlans: async ({ questions }) => {
      checks += 1
      return { areIncluded: questions.map(({ feature }) => feature === 'reports') }
    },
  })
  return {
    ...{ client, features, sent, checks: () => checks },
    onCall: (work: () => void) => {
      onCall = work
    },
  }
}

describe('publishing by plan', () => {
  it('sends a type without a feature once, and asks no plan', async () => {
    const { client, sent, checks } = scene({})
    await client.publishEvent({ event: event('a.b') })
    await client.publishEvents({ events: [event('a.b'), event('a.c')] })
    assert.deepEqual([sent, checks()], [[['a.b  false'], ['a.b  false', 'a.c  false']], 0])
  })

  it('follows a feature that is set, changed and removed', async () => {
    const { client, features, sent } = scene({ 'a.b': 'reports' })
    const answers = [await client.publishEvent({ event: event('a.b') })]
    features['a.b'] = 'seats'
    answers.push(await client.publishEvent({ event: event('a.b') }))
    features['a.b'] = ''
    answers.push(await client.publishEvent({ event: event('a.b') }), await client.publishEvent({ event: event('a.b') }))
    assert.ok(answers.every((answer) => answer.event?.id === 'evt_1' && answer.typeFeatures === undefined))
    assert.deepEqual(sent.flat(), [
      ...['a.b  false', 'a.b reports true', 'a.b reports true', 'a.b seats false'],
      ...['a.b seats false', 'a.b  false', 'a.b  false'],
    ])
  })

  it('leaves alone what was refused before', async () => {
    const { client, sent, checks } = scene({ 'a.b': 'seats' })
    const refused = event('a.b', { refusal: Buffer.from('x') })
    await client.publishEvents({ events: [refused, event('a.b')] })
    assert.deepEqual(sent[1], ['a.b  false', 'a.b seats false'])
    assert.equal(checks(), 1)
  })

  it('SERVICE_UNAVAILABLE when the feature changes with every call', async () => {
    const { client, features, sent, onCall } = scene({})
    onCall(() => {
      features['a.b'] = `reports-${sent.length}`
    })
    const failed = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 }
    await assert.rejects(client.publishEvent({ event: event('a.b') }), failed)
    assert.equal(sent.length, 3)
  })
})

import { after, before, beforeEach } from 'node:test'
import { EventsServiceService, type EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { make } from '@plinth/testkit'
import { type Harness, newEndpoint, startHarness } from './harness.ts'

export let harness: Harness

// Registered on import. The types belong to no workspace: each test starts without any, and without endpoints that hold them.
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())
beforeEach(async () => {
  await harness.database.query({ text: `UPDATE endpoint SET deleted_at = plinth_now()` })
  await apply([])
})

export const operator = () => make.context({ principal: make.operator(), workspaceId: '' })
const service = () => harness.part.dial('webhooks', EventsServiceService)
export const apply = (
  eventTypes: EventType[],
  isDryRun = false,
  context = operator(),
  unknownFeatures: string[] = [],
) => service().applyEventTypes({ eventTypes, isDryRun, unknownFeatures }, { context })
export const listed = () => service().listEventTypes({}, { context: make.context() })
export const current = async () => (await listed()).eventTypes
export const ofProduct = async () => (await current()).filter(({ isOfProduct }) => isOfProduct)
export const subscribe = (events: string[], context = make.context()) =>
  harness.endpoints.createEndpoint(newEndpoint({ events }), { context })

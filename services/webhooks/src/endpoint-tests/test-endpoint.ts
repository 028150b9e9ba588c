import { CallerShares } from '@plinth/kit/async/caller-shares'
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import { newId } from '@plinth/kit/ids'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import type { StoredEventsAnnouncer } from '@plinth/kit/stored-events'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace } from '../access.ts'
import { type RequestLimits, requestOf } from '../dispatch/request.ts'
import type { SigningKeys } from '../dispatch/signing-keys.ts'
import type { TestEndpoint, TestResult } from '../endpoints/endpoint.ts'
import { findSealed } from '../endpoints/secret-store.ts'
import { findEndpoint } from '../endpoints/store.ts'
import { fail } from '../errors.ts'
import { pingType } from '../event-types/own-types.ts'
import { payloadBytes } from '../events/event.ts'
import { dayOfId, newDeliveryId } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { endpointTested } from './events.ts'
import { insertTest } from './store.ts'

export interface TestDeps {
  database: Database
  outbound: OutboundHttp
  secrets: SecretBox
  keys: SigningKeys
  clock: Clock
  partitions: Partitions
  storedEvents: Pick<StoredEventsAnnouncer, 'announce'>
  limits: RequestLimits
}

// A test waits for its receiver: tests may not take every connection of the process, and one workspace or user not every test.
const atOnceMax = 8
const ofOneMax = 2

/** Sends one signed ping now, in any state of the endpoint; the ping is logged and does not count for its health. */
export function testEndpoint({
  database,
  outbound,
  secrets,
  keys,
  clock,
  partitions,
  storedEvents,
  limits,
}: TestDeps): TestEndpoint {
  /** Of tests that run in this process. */
  const places = new CallerShares<{ workspaceId: string; userId: string }>(atOnceMax, [
    { who: 'A workspace', nameOf: (of) => of.workspaceId, ofOneMax },
    { who: 'A user', nameOf: (of) => of.userId, ofOneMax },
  ])

  async function ping(ctx: CallContext, workspaceId: string, id: string): Promise<TestResult> {
    const [endpoint, sealed] = await Promise.all([
      findEndpoint(database, workspaceId, id),
      findSealed(database, workspaceId, id),
    ])
    if (endpoint === undefined || sealed === undefined) throw fail.endpointNotFound()
    if (endpoint.kind === 'poll') throw fail.nothingToTest()
    const startedAt = clock.now()
    const event = {
      id: newId('evt', clock),
      type: pingType,
      workspaceId,
      namespaceId: '',
      createdAt: startedAt,
      objectId: id,
      objectType: 'webhook',
      attributesJson: JSON.stringify({ id, url: endpoint.url }),
    }
    const delivery = { id: newDeliveryId(event.id), event, endpointId: id }
    const outgoing = { deliveryId: delivery.id, eventId: event.id, eventType: pingType, payload: payloadBytes(event) }
    const addressee = { ...sealed, url: endpoint.url, payloadForm: endpoint.payloadForm }
    const { request, logged } = requestOf({ ...outgoing, attemptNo: 1, previousOutcome: '' }, addressee, {
      secrets,
      keys,
      limits,
      now: startedAt,
    })
    const response = await outbound.post(request)
    await partitions.ensure([dayOfId(event.id)])
    const { outcome, statusCode, timings, error } = response
    await database.transaction(async (tx) => {
      await insertTest(tx, delivery, { response, sent: logged, startedAt })
      tx.emit(endpointTested(endpoint, { isOk: outcome === 'ok', statusCode }), originOf(ctx))
    })
    storedEvents.announce([workspaceId])
    return { success: outcome === 'ok', statusCode, responseTimeMs: timings.totalMs, error }
  }

  return async (ctx, id) => {
    const workspaceId = managerWorkspace(ctx)
    const tester = { workspaceId, userId: ctx.principal?.userId ?? '' }
    const short = places.take(tester)
    if (short !== undefined)
      throw short.who === undefined ? fail.testsCrowded() : fail.testsOfOneCrowded(short.who, short.most)
    try {
      return await ping(ctx, workspaceId, id)
    } finally {
      places.give(tester)
    }
  }
}

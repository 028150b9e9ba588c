import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { newId, timeOfId } from '@plinth/kit/ids'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import type { SecretBox } from '@plinth/kit/secrets'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace } from '../access.ts'
import { type RequestLimits, requestOf } from '../dispatch/request.ts'
import { fail } from '../errors.ts'
import { payloadBytes } from '../ingest/payload.ts'
import { dayOfId } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { pingType } from './event-types.ts'
import { findSealed } from './secret-store.ts'
import { findEndpoint } from './store.ts'
import { insertTest } from './test-store.ts'

export interface TestResult {
  success: boolean
  /** 0 when no answer came. */
  statusCode: number
  responseTimeMs: number
  /** A public sentence; empty on success. */
  error: string
}

export type TestEndpoint = (ctx: CallContext, id: string) => Promise<TestResult>

export interface TestDeps {
  database: Database
  outbound: OutboundHttp
  secrets: SecretBox
  clock: Clock
  partitions: Partitions
  limits: RequestLimits
}

// Tests wait for their receiver: they may not take every connection of the process, nor one workspace the tests of all others.
const atOnceMax = 8
const perWorkspaceMax = 2

/** Sends one signed ping now, whatever state the endpoint is in; it is logged and counts for nothing. */
export function testEndpoint({ database, outbound, secrets, clock, partitions, limits }: TestDeps): TestEndpoint {
  /** Tests that run in this process, by workspace. */
  const running = new Map<string, number>()

  async function ping(workspaceId: string, id: string): Promise<TestResult> {
    const [endpoint, sealed] = await Promise.all([
      findEndpoint(database, workspaceId, id),
      findSealed(database, workspaceId, id),
    ])
    if (endpoint === undefined || sealed === undefined) throw fail.endpointNotFound()
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
    const delivery = {
      id: newId('del', { now: () => timeOfId(event.id), monotonicMs: () => 0 }),
      event,
      endpointId: id,
    }
    const outgoing = { deliveryId: delivery.id, eventId: event.id, eventType: pingType, payload: payloadBytes(event) }
    const addressee = { ...sealed, url: endpoint.url }
    const request = requestOf({ ...outgoing, attemptNo: 1, previousOutcome: '' }, addressee, {
      secrets,
      limits,
      now: startedAt,
    })
    const exchange = await outbound.post(request)
    await partitions.ensure([dayOfId(event.id)])
    await database.transaction((tx) => insertTest(tx, delivery, exchange, startedAt))
    const { outcome, statusCode, timings, error } = exchange
    return { success: outcome === 'ok', statusCode, responseTimeMs: timings.totalMs, error }
  }

  return async (ctx, id) => {
    const workspaceId = managerWorkspace(ctx)
    const own = running.get(workspaceId) ?? 0
    if (own >= perWorkspaceMax) throw fail.testsOfWorkspaceCrowded(perWorkspaceMax)
    if ([...running.values()].reduce((sum, count) => sum + count, 0) >= atOnceMax) throw fail.testsCrowded()
    running.set(workspaceId, own + 1)
    try {
      return await ping(workspaceId, id)
    } finally {
      const left = (running.get(workspaceId) ?? 1) - 1
      if (left === 0) running.delete(workspaceId)
      else running.set(workspaceId, left)
    }
  }
}

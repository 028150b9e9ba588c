import type { ProductTenant, Published } from './publishing.ts'
import type { Entry } from './receivers.ts'
import type { LoggedAttempt, Stored } from './stored.ts'
import type { ChaosEndpoint, ChaosTenant, HandOut, PolledEndpoint } from './tenants.ts'
import { eventIn, type Verdict } from './verdict.ts'

/** The tenants' and the database's records of published events, beside the books of all endpoints. */
export interface ProductEvidence {
  tenants: readonly { tenant: ProductTenant; bookOf: (endpoint: ChaosEndpoint) => readonly Entry[] }[]
  stored: Stored
}

/** An event that reached an endpoint by a POST or a hand-out. */
interface Arrival {
  name: string
  isTaken: boolean
}

/** Adds to the verdict what holds for published events alone. */
export function judgeProducts({ tenants, stored }: ProductEvidence, verdict: Verdict): void {
  const byWorkspace = Map.groupBy(stored.events, ({ workspaceId }) => workspaceId)
  for (const { tenant, bookOf } of tenants) {
    judgeStored(tenant.published, byWorkspace.get(tenant.tenant.workspace.id) ?? [], verdict)
    for (const endpoint of tenant.endpoints.filter(({ id }) => tenant.orderedIds.has(id))) {
      const arrivals = bookOf(endpoint).map(({ body, isTaken }) => ({ name: eventIn(body), isTaken }))
      judgeOrder(arrivals, tenant.published, endpoint.id, verdict)
    }
    for (const endpoint of tenant.polled) {
      judgePolled(endpoint, tenant.published, stored.attempts, verdict)
      const arrivals = endpoint.book.map(({ name, end }) => ({ name, isTaken: end === 'acknowledged' }))
      if (tenant.orderedIds.has(endpoint.id)) judgeOrder(arrivals, tenant.published, endpoint.id, verdict)
    }
  }
}

/** Every event_id that was answered is stored once, under the id of every answer; and nothing else is. */
function judgeStored(published: readonly Published[], rows: Stored['events'], { broken }: Verdict): void {
  const byEventId = Map.groupBy(rows, ({ eventId }) => eventId)
  for (const { eventId, ids } of published) {
    const found = byEventId.get(eventId) ?? []
    if (found.length !== 1) broken.push(`the event_id ${eventId} is stored ${found.length} times`)
    if (ids.some((id) => id !== found[0]?.id))
      broken.push(`${eventId} was answered with ${[...new Set(ids)].join(', ')}`)
    byEventId.delete(eventId)
  }
  for (const eventId of byEventId.keys()) broken.push(`the event_id ${eventId} is stored, which was never published`)
}

/** Of one key, an event comes for the first time after the one before was taken. */
function judgeOrder(
  arrivals: readonly Arrival[],
  published: readonly Published[],
  endpointId: string,
  verdict: Verdict,
): void {
  const [arrived, taken] = [new Map<string, number>(), new Map<string, number>()]
  for (const [at, { name, isTaken }] of arrivals.entries()) {
    if (!arrived.has(name)) arrived.set(name, at)
    if (isTaken && !taken.has(name)) taken.set(name, at)
  }
  const withKey = published.filter(({ orderingKey }) => orderingKey !== '')
  verdict.ordered += withKey.length
  for (const [key, events] of Map.groupBy(withKey, ({ orderingKey }) => orderingKey)) {
    for (const [at, { eventId }] of events.slice(1).entries()) {
      const before = events[at]?.eventId ?? ''
      // An event that never arrived is lost, and judged as that.
      const [cameAt, takenAt] = [arrived.get(eventId), taken.get(before)]
      if (cameAt !== undefined && takenAt !== undefined && cameAt < takenAt)
        verdict.broken.push(`${endpointId} was sent ${eventId} of ${key} before it had taken ${before}`)
    }
  }
}

/** Every event is handed out until it is acknowledged, which ends it; the log says the same as the pollers. */
function judgePolled(
  { id, book }: PolledEndpoint,
  published: readonly Published[],
  attempts: Stored['attempts'],
  verdict: Verdict,
): void {
  const { broken } = verdict
  const handed = Map.groupBy(book, ({ name }) => name)
  verdict.owed += published.length
  verdict.handOuts += book.length
  for (const { eventId, ids } of published) {
    const all = handed.get(eventId) ?? []
    handed.delete(eventId)
    if (!all.some(({ end }) => end === 'acknowledged')) {
      verdict.lost++
      broken.push(`${id} never acknowledged ${eventId}: ${all.length} hand-outs`)
    }
    if (all.some((one) => one.eventId !== ids[0])) broken.push(`${id} was handed ${eventId} under another id`)
    const deliveries = Map.groupBy(all, ({ deliveryId }) => deliveryId)
    if (deliveries.size > 1) broken.push(`${eventId} became ${deliveries.size} deliveries to ${id}`)
    for (const [delivery, same] of deliveries) judgeHandOuts(delivery, same, attempts.get(delivery) ?? [], verdict)
  }
  for (const name of handed.keys()) broken.push(`${id} was handed ${name}, which was never published`)
}

const endings: Readonly<Record<HandOut['end'], readonly string[]>> = {
  acknowledged: ['ok'],
  returned: ['returned'],
  left: ['unknown'],
  expired: ['unknown'],
}

function judgeHandOuts(
  deliveryId: string,
  handed: readonly HandOut[],
  logged: readonly LoggedAttempt[],
  { broken, duplicates }: Verdict,
): void {
  const outcomes = new Map(logged.map(({ number, outcome }) => [number, outcome]))
  const numbers = new Set(handed.map(({ attempt }) => attempt))
  if (numbers.size < handed.length) broken.push(`${deliveryId} was handed out twice as one attempt`)
  for (const { attempt, end } of handed) {
    const outcome = outcomes.get(attempt) ?? 'missing'
    if (!endings[end].includes(outcome)) broken.push(`${deliveryId}.${attempt} was ${end}, and its log is ${outcome}`)
    if (attempt === 1) continue
    const before = outcomes.get(attempt - 1) ?? 'missing'
    const reason = reasons[before] ?? 'none'
    duplicates[reason] = (duplicates[reason] ?? 0) + 1
    if (reason === 'none') broken.push(`${deliveryId}.${attempt} was handed out again: the one before is ${before}`)
  }
  const ended = logged.filter(({ outcome }) => outcome === 'ok')
  if (ended.length !== 1 || Math.max(...logged.map(({ number }) => number)) !== ended[0]?.number)
    broken.push(`${deliveryId} ended ${ended.length} times, and not with its last hand-out`)
}

const reasons: Readonly<Record<string, string>> = {
  returned: 'its poller gave it back',
  unknown: 'its lease ran out',
}

/** Every rename has one entry of the audit log, and what the product publishes has none. */
export function judgeAudit(tenants: readonly ChaosTenant[], stored: Stored, { broken }: Verdict): void {
  const byWorkspace = Map.groupBy(stored.renames, ({ workspaceId }) => workspaceId)
  for (const { tenant, names } of tenants) {
    const entries = Map.groupBy(byWorkspace.get(tenant.workspace.id) ?? [], ({ name }) => name)
    for (const name of names) {
      const count = entries.get(name)?.length ?? 0
      if (count !== 1) broken.push(`the rename to ${name} has ${count} entries of the audit log`)
      entries.delete(name)
    }
    for (const name of entries.keys()) broken.push(`the audit log has a rename to ${name}, which was never answered`)
  }
  if (stored.strayEntries > 0) broken.push(`the audit log has ${stored.strayEntries} entries about published events`)
}

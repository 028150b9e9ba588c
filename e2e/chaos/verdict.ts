import type { ReceivedRequest } from '@plinth/testkit'
import { verifiesReferenceScheme, verifiesStandardWebhooks } from '../src/verify-signature.ts'
import type { Entry } from './receivers.ts'
import type { LoggedAttempt } from './stored.ts'
import type { ChaosEndpoint, ChaosTenant } from './tenants.ts'

/** Everything that was written down, on both sides. */
export interface Evidence {
  tenants: readonly { tenant: ChaosTenant; bookOf: (endpoint: ChaosEndpoint) => readonly Entry[] }[]
  attempts: ReadonlyMap<string, readonly LoggedAttempt[]>
}

export interface Verdict {
  /** Events times endpoints. */
  owed: number
  posts: number
  /** Of polled deliveries. */
  handOuts: number
  /** Deliveries of a key to endpoints that keep its order. */
  ordered: number
  lost: number
  /** Taken again, by what webhooks.md §6 allows it for. */
  duplicates: Record<string, number>
  /** Each breaks a promise. */
  broken: string[]
}

/** Holds the receivers' own books against what was promised. */
export function judge({ tenants, attempts }: Evidence): Verdict {
  const verdict: Verdict = { owed: 0, posts: 0, handOuts: 0, ordered: 0, lost: 0, duplicates: {}, broken: [] }
  const bytes = new Map<string, Buffer>()
  for (const { tenant, bookOf } of tenants) {
    for (const endpoint of tenant.endpoints) {
      const book = bookOf(endpoint)
      verdict.posts += book.length
      judgeWires(book, endpoint, bytes, verdict)
      judgeNames(book, tenant, endpoint, verdict)
      for (const entries of Map.groupBy(book, ({ deliveryId }) => deliveryId).values()) {
        judgeDelivery(entries, attempts.get(entries[0]?.deliveryId ?? '') ?? [], verdict)
      }
    }
  }
  return verdict
}

/** The same bytes under the same id, for every endpoint and attempt, and signed. */
function judgeWires(
  book: readonly Entry[],
  { manner, secret }: ChaosEndpoint,
  bytes: Map<string, Buffer>,
  { broken }: Verdict,
): void {
  for (const { webhookId, deliveryId, body, headers } of book) {
    const first = bytes.get(webhookId) ?? body
    bytes.set(webhookId, first)
    if (!first.equals(body)) broken.push(`${webhookId} came with other bytes`)
    const signed: Pick<ReceivedRequest, 'headers' | 'body'> = { headers, body }
    const isSigned = verifiesReferenceScheme(signed, secret) && verifiesStandardWebhooks(signed, secret)
    if (!isSigned) broken.push(`${deliveryId} (${manner}) is not signed`)
  }
}

/** Every rename and every event that was answered is one event, taken at least once; and nothing else is sent. */
function judgeNames(book: readonly Entry[], { names }: ChaosTenant, endpoint: ChaosEndpoint, verdict: Verdict): void {
  const { id, manner } = endpoint
  const taken = Map.groupBy(book, ({ body }) => eventIn(body))
  verdict.owed += names.length
  for (const name of names) {
    const entries = taken.get(name) ?? []
    if (!entries.some(({ isTaken }) => isTaken)) {
      verdict.lost++
      verdict.broken.push(`${id} (${manner}) never took ${name}: ${entries.length} posts`)
    }
    const events = new Set(entries.map(({ webhookId }) => webhookId))
    if (events.size > 1) verdict.broken.push(`${name} became ${events.size} events`)
    taken.delete(name)
  }
  for (const name of taken.keys()) verdict.broken.push(`${id} (${manner}) was sent ${name}, which nobody was told of`)
}

function judgeDelivery(entries: readonly Entry[], logged: readonly LoggedAttempt[], verdict: Verdict): void {
  const byNumber = new Map(logged.map((attempt) => [attempt.number, attempt]))
  const numbers = entries.map(({ attempt }) => attempt)
  const [deliveryId] = entries.map(({ deliveryId }) => deliveryId)
  if (new Set(entries.map(({ webhookId }) => webhookId)).size > 1)
    verdict.broken.push(`${deliveryId} changed its event`)
  for (const same of Map.groupBy(entries, ({ attempt }) => attempt).values())
    if (!isSentOnce(same)) verdict.broken.push(`${deliveryId} was sent twice as one attempt`)
  for (const number of numbers) {
    if (!byNumber.has(number)) verdict.broken.push(`${deliveryId} was sent as attempt ${number}, which is not logged`)
  }
  const inOrder = entries.toSorted((a, b) => a.attempt - b.attempt)
  const taken = inOrder.filter(({ isTaken }) => isTaken)
  for (const [at, entry] of taken.slice(1).entries()) {
    const before = taken[at]?.attempt ?? 0
    // It may not have been taken itself: then the next ones are its retries.
    const next = inOrder.find(({ attempt }) => attempt > before) ?? entry
    const reason = reasonOf(byNumber.get(before), byNumber.get(next.attempt), next)
    verdict.duplicates[reason] = (verdict.duplicates[reason] ?? 0) + 1
    if (reason === 'none') {
      const outcomes = logged.map(({ number, trigger, outcome }) => `${number} ${trigger} ${outcome}`).join(', ')
      verdict.broken.push(`${deliveryId} was taken again for no reason, as attempt ${entry.attempt}: ${outcomes}`)
    }
  }
}

/** One request is one attempt; it is sent once more where the receiver ended a kept connection without an answer (decision 277). */
function isSentOnce(same: readonly Entry[]): boolean {
  return same.length <= 2 && same.slice(0, -1).every(({ isTaken }) => !isTaken)
}

/**
 * Why something that was taken was sent again, by the first POST after that. A worker that froze and goes on logs the real
 * outcome after its lease was taken away: what was sent meanwhile says in a header that the result was not known.
 */
function reasonOf(
  before: LoggedAttempt | undefined,
  after: LoggedAttempt | undefined,
  { headers }: Pick<Entry, 'headers'>,
): string {
  if (before?.outcome === 'unknown' || headers['x-webhook-previous-outcome'] === 'unknown')
    return 'the worker or the database died, or froze, before the result was written'
  if (before !== undefined && before.outcome !== 'ok') return `its answer was lost (${before.outcome})`
  return after?.trigger === 'replay' ? 'it was replayed' : 'none'
}

/** The new name of a workspace, or the event_id that its publisher wrote into the data. */
export function eventIn(body: Buffer): string {
  const { data } = JSON.parse(body.toString('utf8'))
  return String(data.event_id ?? data.object.attributes.name)
}

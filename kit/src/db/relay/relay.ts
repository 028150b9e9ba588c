import { Ingested } from '@plinth/proto/events/v1/event.ts'
import { startJob } from '../../async/job.ts'
import { type Bus, ingestedSubject, type Subscription } from '../../bus/bus.ts'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../log.ts'
import { waitAtMost } from '../../timeout.ts'
import type { Database } from '../database.ts'
import { keyStart, sweepExpiredKeys } from '../idempotency/sweep-expired-keys.ts'
import { QueueStart } from '../queue-start.ts'
import { Confirmations } from './confirmations.ts'
import { FreshRows } from './fresh-rows.ts'
import { LostStore } from './lost-store.ts'
import { publishDueRows } from './publish-due-rows.ts'

export interface RelayOptions {
  /** Of the part whose outbox it is. */
  part: string
  database: Database
  bus: Bus
  clock: Clock
  log: Logger
}

export interface Relay {
  /** Looks for due rows now instead of within the next second. */
  wake(): void
  /** Publishes what this process has committed and writes down what was confirmed, as far as 3 s go. */
  stop(): Promise<void>
}

const sweepEveryMs = 1_000
const forgetEveryMs = 60_000
const stopTimeoutMs = 3_000

/**
 * Moves committed events from the outbox to the bus until every consumer has confirmed them, and forgets expired
 * idempotency keys. At least once; any number of relays may share an outbox. What one loses, the next sweep finds.
 */
export function startRelay(options: RelayOptions): Relay {
  const { part, database, bus, clock, log } = options
  const confirmations = new Confirmations(database, log)
  const fresh = new FreshRows(bus, confirmations, log)
  const lostStore = new LostStore(database, log)
  const start = new QueueStart({ table: 'outbox', column: 'next_publish_at' })
  const keys = keyStart()
  const full = {}
  const unfollow = database.onCommitted((rows) => fresh.add(rows))
  const listening = listen(options, confirmations)
  const sweep = startJob({
    name: `${part} outbox`,
    kind: 'work',
    everyMs: sweepEveryMs,
    run: (achieved) => publishDueRows({ database, bus, confirmations, lostStore, start, log, full, achieved }),
    onFailure: (err, failures) => log.warn({ err, failures }, 'sweeping the outbox failed; retrying in 1 s'),
  })
  const forget = startJob({
    name: `${part} idempotency keys`,
    everyMs: forgetEveryMs,
    run: () => sweepExpiredKeys(database, keys),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'deleting expired idempotency keys failed; retrying in 1 min'),
  })
  const finish = async () => {
    await Promise.all([sweep.stop(), forget.stop(), fresh.drained()])
    await listening.stop()
    await confirmations.drained()
  }
  return {
    wake: () => sweep.now(),
    stop: async () => {
      unfollow()
      const startedMs = clock.monotonicMs()
      await waitAtMost(stopTimeoutMs, finish())
      log.debug({ tookMs: clock.monotonicMs() - startedMs }, 'the outbox relay has stopped')
    },
  }
}

/** Listens as soon as the bus lets it. */
function listen({ part, bus, log }: RelayOptions, confirmations: Confirmations): Subscription {
  let subscription: Subscription | undefined
  const attempts = startJob({
    name: `${part} outbox confirmations`,
    kind: 'work',
    everyMs: sweepEveryMs,
    run: async () => {
      if (subscription !== undefined) return
      subscription = await bus.listen(ingestedSubject, (data) => {
        const { consumer, eventIds } = Ingested.decode(data)
        confirmations.add(consumer, eventIds)
      })
    },
    onFailure: (err, failures) => log.warn({ err, failures }, 'subscribing to confirmations failed; retrying in 1 s'),
  })
  attempts.now()
  return {
    stop: async () => {
      await attempts.stop()
      await subscription?.stop()
    },
  }
}

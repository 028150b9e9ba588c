import { Ingested } from '@plinth/proto/events/v1/event.ts'
import { type Bus, ingestedSubject, type Subscription } from '../../bus/bus.ts'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../log.ts'
import { repeating } from '../../repeating.ts'
import type { Database } from '../database.ts'
import { sweepExpiredKeys } from '../idempotency/stored-outcome.ts'
import { Confirmations } from './confirmations.ts'
import { FreshRows } from './fresh-rows.ts'
import { publishDueRows } from './sweep.ts'

export interface RelayOptions {
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
  const { database, bus, clock, log } = options
  const confirmations = new Confirmations(database, log)
  const fresh = new FreshRows(bus, confirmations, log)
  const unfollow = database.onCommitted((rows) => fresh.add(rows))
  const listening = listen(bus, confirmations, log)
  const sweep = repeating(
    sweepEveryMs,
    () => publishDueRows({ database, bus, confirmations, log }),
    (err) => log.warn({ err }, 'the outbox could not be swept; trying again'),
  )
  const forget = repeating(
    forgetEveryMs,
    () => sweepExpiredKeys(database),
    (err) => log.warn({ err }, 'expired idempotency keys could not be swept; trying again'),
  )
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
      await Promise.race([finish(), new Promise((resolve) => setTimeout(resolve, stopTimeoutMs).unref())])
      log.debug({ tookMs: clock.monotonicMs() - startedMs }, 'the relay has stopped')
    },
  }
}

/** Listens as soon as the bus lets it. */
function listen(bus: Bus, confirmations: Confirmations, log: Logger): Subscription {
  let subscription: Subscription | undefined
  const attempts = repeating(
    sweepEveryMs,
    async () => {
      if (subscription !== undefined) return
      subscription = await bus.listen(ingestedSubject, (data) => {
        const { consumer, eventIds } = Ingested.decode(data)
        confirmations.add(consumer, eventIds)
      })
    },
    (err) => log.warn({ err }, 'the relay cannot listen for confirmations; trying again'),
  )
  attempts.now()
  return {
    stop: async () => {
      await attempts.stop()
      await subscription?.stop()
    },
  }
}

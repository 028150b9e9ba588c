// Deliveries are at-least-once. Any number of dispatchers may run: PostgreSQL decides who sends what (webhooks.md §3).

import { withTimeout } from '@plinth/kit/async/timeout'
import type { Bus, Subscription } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import { type Progress, progress } from '@plinth/kit/progress'
import { type Repeating, repeating } from '@plinth/kit/repeating'
import type { SecretBox } from '@plinth/kit/secrets'
import { dueSubject } from '../events.ts'
import type { Lane } from './allotment.ts'
import { type Claim, giveBack } from './claim-store.ts'
import { expireLeases } from './expiry-store.ts'
import { HostSlots } from './host-slots.ts'
import { lostLeases } from './metrics.ts'
import { type RequestLimits, requestOf } from './request.ts'
import { ResultBuffer } from './result-buffer.ts'
import { type Result, writeResults } from './results.ts'
import type { ScheduleSeconds } from './schedule.ts'
import { send } from './send.ts'
import { defaultTuning, type Tuning } from './tuning.ts'
import { type Assignment, noTurn, type Turn, takeTurn } from './turn.ts'
import { Wake } from './wake.ts'

export interface DispatcherDeps {
  database: Database
  bus: Bus
  outbound: OutboundHttp
  secrets: SecretBox
  clock: Clock
  log: Logger
  shard: number
  settings: DispatcherSettings
}

export interface DispatcherSettings extends RequestLimits {
  leaseMarginMs: number
  defaultSchedule: ScheduleSeconds
  concurrency: number
  windowMax: number
  /** Requests at once to one destination host. */
  perHostMax: number
  sweepMs: number
  /** Default: defaultTuning. */
  tuning?: Tuning
}

/** How often leases that ran out are taken back. */
export const expireEveryMs = 500
// A row is held for one transaction.
const passedOverMs = 5
// More than the database allows itself: a turn that is neither taken nor refused by then never will be.
const turnMsMax = 60_000

/** What a lease took up, and where. */
interface Freed {
  endpointId: string
  host: string
  lane: Lane
}

/** Sends what is due until it is stopped; stop() finishes what is in flight, which takes timeoutMs at the most. */
export class Dispatcher {
  readonly #deps: DispatcherDeps
  readonly #tuning: Tuning
  readonly #results: ResultBuffer
  readonly #wake = new Wake()
  readonly #turns: Progress
  readonly #writes: Progress
  readonly #inFlight = new Set<Promise<void>>()
  readonly #busy: Record<Lane, number> = { healthy: 0, slow: 0 }
  readonly #hosts: HostSlots
  /** What each lease takes up. */
  readonly #taken = new Map<string, { lane: Lane; host: string }>()
  #isStopping = false
  #shortOf: Turn['shortOf'] = 'nothing'
  /** Endpoints whose work waits for room in their windows. */
  readonly #filled = new Set<string>()
  /** Destination hosts whose slots were all taken. */
  readonly #fullHosts = new Set<string>()
  /** Since the latest turn began. */
  #freed: Freed[] = []
  #running: Promise<void> | undefined
  #expiring: Repeating | undefined
  #listening: Subscription | undefined

  constructor(deps: DispatcherDeps) {
    const { database, settings, shard, log } = deps
    const tuning = settings.tuning ?? defaultTuning
    this.#deps = deps
    this.#tuning = tuning
    this.#hosts = new HostSlots(settings.perHostMax)
    this.#turns = progress({ work: 'webhooks turns' })
    this.#writes = progress({ work: 'webhooks results' })
    this.#results = new ResultBuffer({
      write: (batch) =>
        writeResults(database, batch, { windowMin: tuning.windowMin, windowMax: settings.windowMax, shard }),
      settled: (batch) => this.#free(batch),
      keepMs: settings.leaseMarginMs,
      batchMax: tuning.resultBatchMax,
      gatherMs: tuning.resultGatherMs,
      progress: this.#writes,
      log,
    })
  }

  get #leaseMs(): number {
    return this.#deps.settings.timeoutMs + this.#deps.settings.leaseMarginMs
  }

  async start(): Promise<void> {
    this.#listening = await this.#deps.bus.listen(dueSubject, () => this.#wake.ring())
    this.#running = this.#takeTurns()
    this.#expiring = repeating({
      name: 'webhooks expiry of leases',
      kind: 'work',
      everyMs: expireEveryMs,
      run: () => this.#expireLeases(),
      onFailure: (err, failures) =>
        this.#deps.log.warn({ err, failures }, 'taking back leases that ran out failed; trying again in 500 ms'),
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#listening?.stop()
    this.#wake.ring()
    await Promise.all([this.#running, this.#expiring?.stop()])
    await Promise.all(this.#inFlight)
    await this.#results.flush()
    this.#turns.stop()
    this.#writes.stop()
  }

  async #takeTurns(): Promise<void> {
    const { sweepMs } = this.#deps.settings
    while (!this.#isStopping) {
      this.#freed = []
      const turn = await this.#turn().catch((err: unknown) => {
        this.#deps.log.warn({ err }, `a turn failed; the next is in ${sweepMs} ms`)
        return noTurn
      })
      this.#shortOf = turn.isMore && this.#slots().free === 0 ? 'slots' : turn.shortOf
      for (const endpointId of turn.filled) this.#filled.add(endpointId)
      for (const host of turn.fullHosts) this.#fullHosts.add(host)
      // Freed while the turn was taken: it did not see what they make room for.
      const isLate = this.#freed.some((freed) => this.#isAwaited(freed))
      if ((!turn.isMore && !isLate) || this.#slots().free === 0) {
        await this.#wake.next(turn.isPassedOver ? passedOverMs : sweepMs)
      }
    }
  }

  async #turn(): Promise<Turn> {
    const slots = this.#slots()
    if (slots.free === 0) return { ...noTurn, shortOf: 'slots' }
    const { database, shard, clock } = this.#deps
    const claimedAtMs = clock.monotonicMs()
    this.#turns.owes()
    const taking = takeTurn({ database, leaseMs: this.#leaseMs, shard, tuning: this.#tuning }, slots)
    const turn = await withTimeout(turnMsMax, taking)
    this.#turns.achieved()
    for (const assignment of turn.assignments) this.#start(assignment, claimedAtMs)
    return turn
  }

  #start(assignment: Assignment, claimedAtMs: number): void {
    const { claim, lane, host } = assignment
    const { deliveryId } = claim
    this.#busy[lane]++
    this.#hosts.take(host)
    this.#taken.set(claim.leaseToken, { lane, host })
    const sending: Promise<void> = this.#send(assignment, claimedAtMs)
      .catch((err: unknown) => {
        this.#deps.log.error({ err, delivery: deliveryId }, 'an attempt broke off; its lease will run out')
        this.#release(assignment.claim)
      })
      .finally(() => this.#inFlight.delete(sending))
    this.#inFlight.add(sending)
  }

  async #send({ claim, destination }: Assignment, claimedAtMs: number): Promise<void> {
    const { outbound, secrets, settings, clock } = this.#deps
    // Started this late, by a process that was frozen, it might end after its lease.
    if (this.#isStopping || clock.monotonicMs() - claimedAtMs > settings.leaseMarginMs / 2) {
      await this.#deps.database.transaction((tx) => giveBack(tx, [claim]))
      return this.#release(claim)
    }
    const { timeoutMs, connectTimeoutMs } = settings
    const startedAt = clock.now()
    const outgoing = { ...claim }
    const limits = { timeoutMs, connectTimeoutMs }
    const request = requestOf(outgoing, destination, { secrets, limits, now: startedAt })
    const exchange = await send(outbound, claim, request)
    const own = destination.retryScheduleSeconds
    this.#results.add({ claim, schedule: own.length === 0 ? settings.defaultSchedule : own, exchange, startedAt })
  }

  async #expireLeases(): Promise<void> {
    const expired = await expireLeases(this.#deps.database, this.#leaseMs)
    lostLeases.add(expired)
    if (expired > 0) this.#wake.ring()
  }

  #slots() {
    const { healthy: busyHealthy, slow: busySlow } = this.#busy
    const total = this.#deps.settings.concurrency
    return { total, busyHealthy, busySlow, free: total - busyHealthy - busySlow, hosts: this.#hosts }
  }

  #free(batch: readonly Result[]): void {
    for (const { claim } of batch) this.#release(claim)
  }

  #release({ leaseToken, endpointId }: Claim): void {
    const taken = this.#taken.get(leaseToken)
    if (taken === undefined) return
    this.#taken.delete(leaseToken)
    this.#busy[taken.lane]--
    this.#hosts.release(taken.host)
    const freed = { endpointId, ...taken }
    this.#freed.push(freed)
    if (this.#isAwaited(freed)) this.#wake.ring()
  }

  #isAwaited({ endpointId, host, lane }: Freed): boolean {
    const isOfSlots = this.#shortOf === 'slots' || (this.#shortOf === 'slow slots' && lane === 'slow')
    return this.#filled.delete(endpointId) || this.#fullHosts.delete(host) || isOfSlots
  }
}

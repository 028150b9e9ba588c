// Deliveries are at-least-once. Any number of dispatchers may run: PostgreSQL decides who sends what (webhooks.md §3).

import { FailureReport } from '@plinth/kit/async/failure-report'
import type { Job } from '@plinth/kit/async/job'
import { type Progress, progress } from '@plinth/kit/async/progress'
import type { Bus, Subscription } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { OutboundHttp } from '@plinth/kit/outbound-http'
import { type SecretBox, UnopenedError } from '@plinth/kit/secrets/secret-box'
import { withTimeout } from '@plinth/kit/timeout'
import type { AttemptRecorder } from '../attempt-counts/recorder.ts'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { type ScheduleSeconds, scheduleOf } from '../delivery-queue/retry-schedule.ts'
import { noteOpened, noteUnopened } from '../endpoints/unopened.ts'
import { freeSlots, type Lane } from './allotment.ts'
import { type Assignment, type ClaimCycle, emptyCycle, runClaimCycle } from './claim-cycle.ts'
import { followDueStart } from './due-start.ts'
import { HostSlots } from './host-slots.ts'
import { startLeaseExpiry } from './lease-expiry.ts'
import { type Claim, dueStart, pauseEndpoint, returnLeases } from './lease-store.ts'
import { PauseTimers } from './pause-timers.ts'
import { type RequestLimits, requestOf } from './request.ts'
import { ResultBuffer } from './result-buffer.ts'
import { type AttemptResult, writeResults } from './results.ts'
import { send } from './send.ts'
import type { SigningKeys } from './signing-keys.ts'
import { defaultTuning } from './tuning.ts'
import { Wake } from './wake.ts'

export interface DispatcherDeps {
  database: Database
  bus: Bus
  outbound: OutboundHttp
  secrets: SecretBox
  keys: SigningKeys
  clock: Clock
  log: Logger
  shard: number
  settings: DispatcherSettings
  /** Counts every attempt. */
  attempts: Pick<AttemptRecorder, 'count'>
}

export interface DispatcherSettings extends RequestLimits {
  leaseMarginMs: number
  defaultSchedule: ScheduleSeconds
  concurrency: number
  windowMax: number
  /** Requests at once to one destination host. */
  perHostMax: number
  /** Bytes of payloads held at once; one delivery more may begin while there is room. */
  payloadBytesMax: number
  sweepMs: number
}

// A secret that its owner makes anew is used after this time at the latest.
const unopenedPauseMs = 30_000
// A skipped row is locked for one transaction.
const skippedMs = 5
// Longer than the database's own timeouts: a cycle that has no outcome by then never gets one.
const cycleMsMax = 60_000

/** The slot of a lease, as deliveries wait for it. */
interface Slot {
  endpointId: string
  host: string
  lane: Lane
  /** The next delivery of its ordering key may be due now. */
  isOrdered: boolean
}

/** Sends due deliveries until it is stopped; stop() waits for the attempts in flight, which take timeoutMs at the most. */
export class Dispatcher {
  readonly #deps: DispatcherDeps
  readonly #resultBuffer: ResultBuffer
  readonly #wake = new Wake()
  /** Endpoints that wait for tokens of their rate limit. */
  readonly #pauses = new PauseTimers(() => this.#wake.ring())
  readonly #claimProgress: Progress
  readonly #writeProgress: Progress
  readonly #dueStart = dueStart()
  readonly #inFlight = new Set<Promise<void>>()
  readonly #busy: Record<Lane, number> = { healthy: 0, slow: 0 }
  readonly #hosts: HostSlots
  /** The slot of each lease, by lease token. */
  readonly #leases = new Map<string, { lane: Lane; host: string }>()
  /** Of the payloads of these leases. */
  #payloadBytes = 0
  #isStopping = false
  #shortOf: ClaimCycle['shortOf'] = 'nothing'
  /** The latest claim cycle met endpoints that another transaction held: the results of this process, more often than not. */
  #hasSkipped = false
  /** Endpoints whose deliveries wait for a free place in the window. */
  readonly #fullWindows = new Set<string>()
  /** Destination hosts whose deliveries wait for a free slot. */
  readonly #fullHosts = new Set<string>()
  /** Slots freed since the latest claim cycle began. */
  #freed: Slot[] = []
  #running: Promise<void> | undefined
  #jobs: readonly Job[] = []
  #listening: Subscription | undefined

  constructor(deps: DispatcherDeps) {
    const { database, settings, shard, log } = deps
    this.#deps = deps
    this.#hosts = new HostSlots(settings.perHostMax)
    this.#claimProgress = progress({ work: 'webhooks turns' })
    this.#writeProgress = progress({ work: 'webhooks results' })
    this.#resultBuffer = new ResultBuffer({
      write: (batch) =>
        writeResults(database, batch, { windowMin: defaultTuning.windowMin, windowMax: settings.windowMax, shard }),
      onDone: (batch) => this.#releaseAll(batch),
      keepMs: settings.leaseMarginMs,
      batchMax: defaultTuning.resultBatchMax,
      gatherMs: defaultTuning.resultGatherMs,
      awaitedGatherMs: defaultTuning.awaitedResultGatherMs,
      progress: this.#writeProgress,
      log,
    })
  }

  get #leaseMs(): number {
    return this.#deps.settings.timeoutMs + this.#deps.settings.leaseMarginMs
  }

  async start(): Promise<void> {
    this.#listening = await this.#deps.bus.listen(dueSubject, () => this.#wake.ring(), { isOwnAtOnce: true })
    this.#running = this.#run()
    this.#jobs = [
      startLeaseExpiry({ ...this.#deps, leaseMs: this.#leaseMs }),
      followDueStart({ ...this.#deps, start: this.#dueStart, onAll: () => this.#wake.ring() }),
    ]
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#listening?.stop()
    this.#wake.ring()
    await Promise.all([this.#running, ...this.#jobs.map((job) => job.stop())])
    this.#pauses.stop()
    await Promise.all(this.#inFlight)
    await this.#resultBuffer.flush()
    this.#claimProgress.stop()
    this.#writeProgress.stop()
  }

  async #run(): Promise<void> {
    const { sweepMs } = this.#deps.settings
    const failing = new FailureReport((err, failures) =>
      this.#deps.log.warn({ err, failures }, `claiming due deliveries failed; retrying in ${sweepMs} ms`),
    )
    while (!this.#isStopping) {
      this.#freed = []
      const cycle = await this.#claim().then(
        (claimed) => {
          failing.succeeded()
          return claimed
        },
        (err: unknown) => {
          failing.failed(err)
          return emptyCycle
        },
      )
      this.#shortOf = cycle.isMore && this.#slots().free === 0 ? 'slots' : cycle.shortOf
      this.#hasSkipped = cycle.hasSkipped
      for (const endpointId of cycle.fullWindows) this.#fullWindows.add(endpointId)
      for (const host of cycle.fullHosts) this.#fullHosts.add(host)
      for (const { endpointId, pauseMs } of cycle.pauses) this.#pauses.set(endpointId, pauseMs)
      // The cycle did not see slots that were freed while it ran.
      const isLate = this.#freed.some((freed) => this.#answersWait(freed))
      if (this.#shortOf !== 'nothing' || cycle.fullWindows.length + cycle.fullHosts.length > 0)
        this.#resultBuffer.hurry()
      if ((!cycle.isMore && !isLate) || this.#slots().free === 0) {
        await this.#wake.next(cycle.hasSkipped ? skippedMs : sweepMs)
      }
    }
  }

  async #claim(): Promise<ClaimCycle> {
    const slots = this.#slots()
    if (slots.free === 0) return { ...emptyCycle, shortOf: 'slots' }
    const { database, shard, clock } = this.#deps
    const claimedAtMs = clock.monotonicMs()
    this.#claimProgress.owes()
    const [leaseMs, start] = [this.#leaseMs, this.#dueStart]
    const claiming = runClaimCycle({ database, leaseMs, shard, tuning: defaultTuning, start }, slots)
    const cycle = await withTimeout(cycleMsMax, claiming)
    this.#claimProgress.achieved()
    for (const assignment of cycle.assignments) this.#start(assignment, claimedAtMs)
    return cycle
  }

  #start(assignment: Assignment, claimedAtMs: number): void {
    const { claim, lane, host } = assignment
    const { deliveryId } = claim
    this.#busy[lane]++
    this.#hosts.take(host)
    this.#leases.set(claim.leaseToken, { lane, host })
    this.#payloadBytes += claim.payload.length
    const sending: Promise<void> = this.#send(assignment, claimedAtMs)
      .catch((err: unknown) => this.#returnUnopened(claim, err))
      .catch((err: unknown) => {
        this.#deps.log.error(
          { err, delivery: deliveryId },
          'an attempt broke off; its delivery is sent again when its lease expires',
        )
        this.#release(assignment.claim)
      })
      .finally(() => this.#inFlight.delete(sending))
    this.#inFlight.add(sending)
  }

  async #send({ claim, destination, lane, host }: Assignment, claimedAtMs: number): Promise<void> {
    const { outbound, secrets, keys, settings, clock, attempts } = this.#deps
    // This process was frozen: an attempt that starts now might end after its lease.
    if (this.#isStopping || clock.monotonicMs() - claimedAtMs > settings.leaseMarginMs / 2) return this.#return(claim)
    const { timeoutMs, connectTimeoutMs } = settings
    const startedAt = clock.now()
    const limits = { timeoutMs, connectTimeoutMs }
    const { request, logged } = requestOf(claim, destination, { secrets, keys, limits, now: startedAt })
    noteOpened(claim.endpointId)
    const response = await send(outbound, claim, request)
    const { outcome, timings } = response
    attempts.count({ endpointId: claim.endpointId, startedAt, outcome, totalMs: timings.totalMs })
    const schedule = scheduleOf(destination.retryScheduleSeconds, settings.defaultSchedule)
    this.#resultBuffer.add({ claim, schedule, response, sent: logged, startedAt })
    const { endpointId, orderingKey } = claim
    if (this.#isAwaited({ endpointId, lane, host, isOrdered: orderingKey !== '' })) this.#resultBuffer.hurry()
  }

  async #return(claim: Claim, pauseMs = 0): Promise<void> {
    await this.#deps.database.transaction(async (tx) => {
      await returnLeases(tx, [claim])
      if (pauseMs > 0) await pauseEndpoint(tx, claim.endpointId, pauseMs)
    })
    this.#release(claim)
  }

  /** Nothing was sent: the delivery stays due until a key opens its endpoint's secrets, and no attempt counts. */
  async #returnUnopened(claim: Claim, err: unknown): Promise<void> {
    if (!(err instanceof UnopenedError)) throw err
    const { endpointId } = claim
    const sentence =
      'no key of SECRETS_KEY opens the secrets of this endpoint; its deliveries wait: docs/operate/secrets-key.md'
    if (noteUnopened(endpointId)) this.#deps.log.error({ err, endpoint: endpointId }, sentence)
    await this.#return(claim, unopenedPauseMs)
  }

  #slots() {
    const { concurrency: total, payloadBytesMax } = this.#deps.settings
    const { healthy: busyHealthy, slow: busySlow } = this.#busy
    const slots = { total, busyHealthy, busySlow, hosts: this.#hosts }
    const bytesFree = payloadBytesMax - this.#payloadBytes
    return { ...slots, bytesFree, free: bytesFree <= 0 ? 0 : freeSlots(slots) }
  }

  #releaseAll(batch: readonly AttemptResult[]): void {
    for (const { claim } of batch) this.#release(claim)
  }

  #release({ leaseToken, endpointId, orderingKey, payload }: Claim): void {
    const taken = this.#leases.get(leaseToken)
    if (taken === undefined) return
    this.#leases.delete(leaseToken)
    this.#payloadBytes -= payload.length
    this.#busy[taken.lane]--
    this.#hosts.release(taken.host)
    const freed = { endpointId, ...taken, isOrdered: orderingKey !== '' }
    this.#freed.push(freed)
    if (this.#answersWait(freed)) this.#wake.ring()
  }

  /** Returns true when a claim cycle may find more to start with this slot; it then looks, and says anew what it waits for. */
  #answersWait(freed: Slot): boolean {
    const isAwaited = this.#isAwaited(freed)
    this.#fullWindows.delete(freed.endpointId)
    this.#fullHosts.delete(freed.host)
    return isAwaited || this.#hasSkipped
  }

  #isAwaited({ endpointId, host, lane, isOrdered }: Slot): boolean {
    const isOfSlots = this.#shortOf === 'slots' || (this.#shortOf === 'slow slots' && lane === 'slow')
    return isOfSlots || isOrdered || this.#fullWindows.has(endpointId) || this.#fullHosts.has(host)
  }
}

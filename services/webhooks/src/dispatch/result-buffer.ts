import { setTimeout as wait } from 'node:timers/promises'
import { FailureReport } from '@plinth/kit/async/failure-report'
import type { Progress } from '@plinth/kit/async/progress'
import { PlinthError, toPlinthError } from '@plinth/kit/errors'
import type { Logger } from '@plinth/kit/log'
import { withTimeout } from '@plinth/kit/timeout'
import { resultsGivenUp } from './metrics.ts'
import type { AttemptResult } from './results.ts'

export interface ResultBufferOptions {
  /** One transaction, which may run again when its outcome is unknown. */
  write: (batch: readonly AttemptResult[]) => Promise<void>
  /** Called when results are written, or given up. */
  onDone: (batch: readonly AttemptResult[]) => void
  /** How long a result waits for a database that does not answer; then its lease expires and the delivery is sent again. */
  keepMs: number
  batchMax: number
  /** How long the first result of a batch waits for others; less long once a due delivery waits for one of them. */
  gatherMs: number
  awaitedGatherMs: number
  progress: Progress
  log: Logger
}

const againMs = 200
// Longer than the database's own timeouts: a write that has no outcome by then never gets one.
const writeMsMax = 60_000
// The first failure may come from a pause of this process.
const triesMin = 2

const tooLate = () => new PlinthError('SERVICE_UNAVAILABLE', 'The results were not written in time.')

/** Gathers results and writes them in small batches, one after the other; it never holds more results than there are slots. */
export class ResultBuffer {
  readonly #failing = new FailureReport((err, failures) =>
    this.#options.log.warn({ err, failures }, 'writing results failed; retrying in 200 ms'),
  )
  readonly #options: ResultBufferOptions
  #waiting: AttemptResult[] = []
  #writing: Promise<void> | undefined
  #isAwaited = false
  #shorten: () => void = () => undefined

  constructor(options: ResultBufferOptions) {
    this.#options = options
  }

  add(result: AttemptResult): void {
    this.#options.progress.owes()
    this.#waiting.push(result)
    if (this.#waiting.length >= this.#options.batchMax) this.hurry()
    this.#writing ??= this.#drain()
  }

  /** A due delivery waits for a result that was added: its batch gathers for no more than awaitedGatherMs from now. */
  hurry(): void {
    if (this.#isAwaited || this.#waiting.length === 0) return
    this.#isAwaited = true
    this.#shorten()
  }

  /** Resolves when every result added so far is written or given up. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  async #drain(): Promise<void> {
    const { batchMax, keepMs, onDone } = this.#options
    try {
      while (this.#waiting.length > 0) {
        if (this.#waiting.length < batchMax) await this.#gather()
        const batch = this.#waiting.splice(0, batchMax)
        this.#isAwaited &&= this.#waiting.length > 0
        await this.#write(batch, performance.now() + keepMs)
        onDone(batch)
      }
    } finally {
      this.#writing = undefined
    }
  }

  async #gather(): Promise<void> {
    const { gatherMs, awaitedGatherMs } = this.#options
    if (!this.#isAwaited) {
      const early = new AbortController()
      this.#shorten = () => early.abort()
      await wait(gatherMs, undefined, { signal: early.signal }).catch(() => undefined)
      this.#shorten = () => undefined
    }
    if (this.#isAwaited) await wait(awaitedGatherMs)
  }

  async #write(batch: readonly AttemptResult[], giveUpAt: number): Promise<void> {
    const { write, progress } = this.#options
    for (let tries = 1; ; tries++) {
      try {
        await withTimeout(writeMsMax, write(batch), tooLate)
        this.#failing.succeeded()
        return progress.achieved(this.#waiting.length > 0)
      } catch (err) {
        const isRefused = toPlinthError(err).code !== 'SERVICE_UNAVAILABLE'
        if (isRefused && batch.length > 1) return this.#writeHalves(batch, giveUpAt, err)
        if (tries >= triesMin && (isRefused || performance.now() > giveUpAt)) return this.#giveUp(batch, err)
        this.#failing.failed(err)
        await wait(againMs)
      }
    }
  }

  /** Isolates a result that PostgreSQL refuses: the others are written without it. */
  async #writeHalves(batch: readonly AttemptResult[], giveUpAt: number, err: unknown): Promise<void> {
    this.#options.log.warn(
      { err, results: batch.length },
      'PostgreSQL refused a batch of results; writing it in halves',
    )
    const middle = Math.ceil(batch.length / 2)
    await this.#write(batch.slice(0, middle), giveUpAt)
    await this.#write(batch.slice(middle), giveUpAt)
  }

  #giveUp(batch: readonly AttemptResult[], err: unknown): void {
    const { progress, log } = this.#options
    progress.gaveUp()
    resultsGivenUp.add(batch.length)
    const deliveries = batch.map(({ claim }) => claim.deliveryId)
    log.error(
      { err, deliveries },
      'writing results failed for good; their deliveries are sent again when their leases expire',
    )
  }
}

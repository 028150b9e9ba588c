import { setTimeout as wait } from 'node:timers/promises'
import { withTimeout } from '@plinth/kit/async/timeout'
import { PlinthError, toPlinthError } from '@plinth/kit/errors'
import type { Logger } from '@plinth/kit/log'
import type { Progress } from '@plinth/kit/progress'
import { resultsGivenUp } from './metrics.ts'
import type { Result } from './results.ts'

export interface ResultBufferOptions {
  /** One transaction; safe to run again when its outcome is unknown. */
  write: (batch: readonly Result[]) => Promise<void>
  /** Called when results are written, or given up. */
  settled: (batch: readonly Result[]) => void
  /** How long a result is kept for a database that does not answer; then its lease runs out and it is taken again. */
  keepMs: number
  batchMax: number
  /** How long the first result of a batch waits for others. */
  gatherMs: number
  progress: Progress
  log: Logger
}

const againMs = 200
// More than the database allows itself: a write that is neither done nor refused by then never will be.
const writeMsMax = 60_000
// A try that a pause of this process fell into says nothing.
const triesMin = 2

const tooLate = () => new PlinthError('SERVICE_UNAVAILABLE', 'The results were not written in time.')

/** Gathers results and writes them in small batches, one batch at a time; as many as there are slots at the most. */
export class ResultBuffer {
  readonly #options: ResultBufferOptions
  #waiting: Result[] = []
  #writing: Promise<void> | undefined

  constructor(options: ResultBufferOptions) {
    this.#options = options
  }

  add(result: Result): void {
    this.#options.progress.owes()
    this.#waiting.push(result)
    this.#writing ??= this.#drain()
  }

  /** Resolves when everything added so far is settled. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  async #drain(): Promise<void> {
    const { batchMax, gatherMs, keepMs, settled } = this.#options
    try {
      while (this.#waiting.length > 0) {
        if (this.#waiting.length < batchMax) await wait(gatherMs)
        const batch = this.#waiting.splice(0, batchMax)
        await this.#write(batch, performance.now() + keepMs)
        settled(batch)
      }
    } finally {
      this.#writing = undefined
    }
  }

  async #write(batch: readonly Result[], giveUpAt: number): Promise<void> {
    const { write, progress, log } = this.#options
    for (let tries = 1; ; tries++) {
      try {
        await withTimeout(writeMsMax, write(batch), tooLate)
        return progress.achieved(this.#waiting.length > 0)
      } catch (err) {
        const isRefused = toPlinthError(err).code !== 'SERVICE_UNAVAILABLE'
        if (isRefused && batch.length > 1) return this.#writeHalves(batch, giveUpAt, err)
        if (tries >= triesMin && (isRefused || performance.now() > giveUpAt)) return this.#giveUp(batch, err)
        log.warn({ err, results: batch.length }, 'results could not be written; trying again in 200 ms')
        await wait(againMs)
      }
    }
  }

  /** A result that PostgreSQL refuses is left alone in the end: the others are written without it. */
  async #writeHalves(batch: readonly Result[], giveUpAt: number, err: unknown): Promise<void> {
    this.#options.log.warn({ err, results: batch.length }, 'a batch of results was refused; writing it in halves')
    const middle = Math.ceil(batch.length / 2)
    await this.#write(batch.slice(0, middle), giveUpAt)
    await this.#write(batch.slice(middle), giveUpAt)
  }

  #giveUp(batch: readonly Result[], err: unknown): void {
    const { progress, log } = this.#options
    progress.gaveUp()
    resultsGivenUp.add(batch.length)
    const deliveries = batch.map(({ claim }) => claim.deliveryId)
    log.error(
      { err, deliveries },
      'results could not be written; their deliveries are sent again when their leases end',
    )
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '@plinth/kit/log'
import type { Result } from './results.ts'

export interface ResultBufferOptions {
  write: (batch: readonly Result[]) => Promise<void>
  /** Called when results are written, or given up. */
  settled: (batch: readonly Result[]) => void
  /** How long a result is kept for a database that does not answer; then its lease runs out and it is taken again. */
  keepMs: number
  batchMax: number
  /** How long the first result of a batch waits for others. */
  gatherMs: number
  log: Logger
}

const againMs = 200

/** Gathers results and writes them in small batches, one batch at a time; as many as there are slots at the most. */
export class ResultBuffer {
  readonly #options: ResultBufferOptions
  #waiting: Result[] = []
  #writing: Promise<void> | undefined

  constructor(options: ResultBufferOptions) {
    this.#options = options
  }

  add(result: Result): void {
    this.#waiting.push(result)
    this.#writing ??= this.#drain()
  }

  /** Resolves when everything added so far is settled. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  async #drain(): Promise<void> {
    const { batchMax, gatherMs } = this.#options
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < batchMax) await wait(gatherMs)
      const batch = this.#waiting.splice(0, batchMax)
      await this.#write(batch)
      this.#options.settled(batch)
    }
    this.#writing = undefined
  }

  async #write(batch: readonly Result[]): Promise<void> {
    const { write, keepMs, log } = this.#options
    const giveUpAt = performance.now() + keepMs
    for (;;) {
      try {
        return await write(batch)
      } catch (err) {
        if (performance.now() > giveUpAt) {
          log.error(
            { err, results: batch.length },
            'results could not be written; their deliveries will be tried again',
          )
          return
        }
        log.warn({ err, results: batch.length }, 'results are not written yet')
        await wait(againMs)
      }
    }
  }
}

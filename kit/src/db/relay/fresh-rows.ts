import { FailureReport } from '../../async/failure-report.ts'
import type { Bus, PublishOptions } from '../../bus/bus.ts'
import type { Logger } from '../../log.ts'
import { withTimeout } from '../../timeout.ts'
import type { OutboxRow } from '../database.ts'
import type { Confirmations } from './confirmations.ts'
import { publishRows } from './publish.ts'

const batchMax = 256
// Longer than the bus allows itself for a batch.
const publishMsMax = 60_000
const waitingMax = 2_000
const waitingBytesMax = 16 * 1024 * 1024

/** The rows this process has just committed, published without reading them again. The sweep publishes the rows that do not fit. */
export class FreshRows {
  readonly #bus: Bus
  readonly #confirmations: Confirmations
  readonly #failing: FailureReport
  #waiting: OutboxRow[] = []
  #waitingBytes = 0
  #publishing: Promise<void> | undefined

  constructor(bus: Bus, confirmations: Confirmations, log: Logger) {
    this.#bus = bus
    this.#confirmations = confirmations
    this.#failing = new FailureReport((err, failures) =>
      log.warn({ err, failures }, 'publishing events failed; the sweep publishes them again'),
    )
  }

  add(rows: readonly OutboxRow[]): void {
    for (const row of rows) {
      if (this.#waiting.length >= waitingMax || this.#waitingBytes >= waitingBytesMax) return
      this.#waiting.push(row)
      this.#waitingBytes += row.payload.length
    }
    if (rows.length > 0) this.#publishing ??= this.#publish()
  }

  /** Resolves when nothing waits. */
  async drained(): Promise<void> {
    await this.#publishing
  }

  async #publish(): Promise<void> {
    try {
      // Commits of the same tick share a batch.
      await new Promise(setImmediate)
      while (this.#waiting.length > 0) {
        const rows = this.#waiting.splice(0, batchMax)
        for (const row of rows) this.#waitingBytes -= row.payload.length
        // Events with consumers that confirm are sent again until they do; the others are done once the bus holds them.
        await this.#send(
          rows.filter(({ awaiting }) => awaiting.length > 0),
          { lastAlone: true },
        )
        await this.#send(rows.filter(({ awaiting }) => awaiting.length === 0))
      }
    } finally {
      this.#publishing = undefined
    }
  }

  async #send(rows: readonly OutboxRow[], options?: PublishOptions): Promise<void> {
    if (rows.length === 0) return
    const publishing = publishRows(this.#bus, this.#confirmations, rows, options)
    await withTimeout(publishMsMax, publishing).then(
      () => this.#failing.succeeded(),
      (err: unknown) => this.#failing.failed(err),
    )
  }
}

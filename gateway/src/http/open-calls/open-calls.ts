import type { Clock } from '@plinth/kit/clock'

const tickMs = 1_000

export interface OpenCall {
  /** Called every second: what comes by time, and whether the caller may go on. */
  tick(nowMs: number): void
  /** Called when the gateway accepts no more connections. */
  end(): void
}

/** Calls that stay open after their caller was let in, and the one timer of all of them. */
export class OpenCalls {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #open = new Set<OpenCall>()
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Keeps a call until the function that it returns is called. */
  add(call: OpenCall): () => void {
    this.#open.add(call)
    // All at once: what they ask of other parts is asked together.
    this.#timer ??= setInterval(() => this.#tick(), tickMs)
    if (this.#isStopped) call.end()
    return () => {
      this.#open.delete(call)
      if (this.#open.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  nowMs(): number {
    return this.#clock.monotonicMs()
  }

  /** Ends all calls, and those that are added from now on. */
  stop(): void {
    this.#isStopped = true
    for (const call of this.#open) call.end()
  }

  #tick(): void {
    const nowMs = this.nowMs()
    for (const call of this.#open) call.tick(nowMs)
  }
}

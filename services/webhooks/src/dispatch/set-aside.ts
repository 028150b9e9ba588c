import type { Clock } from '@plinth/kit/clock'

/** Time without a turn: a secret that its owner has made anew is used after this time at the latest. */
export const setAsideMs = 30_000

/** Endpoints whose secrets no key opens. They get no turn for a while, then one try. */
export class SetAside {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #untilMs = new Map<string, number>()

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Returns true if the endpoint is set aside for the first time since its secrets were opened. */
  add(endpointId: string): boolean {
    const isNew = !this.#untilMs.has(endpointId)
    this.#untilMs.set(endpointId, this.#clock.monotonicMs() + setAsideMs)
    return isNew
  }

  opened(endpointId: string): void {
    this.#untilMs.delete(endpointId)
  }

  /** Endpoints that get no turn now. */
  waiting(): string[] {
    const nowMs = this.#clock.monotonicMs()
    return [...this.#untilMs].flatMap(([endpointId, untilMs]) => (untilMs > nowMs ? [endpointId] : []))
  }
}

import { trustMs } from './timing.ts'

/** Says whether caches may be used: while heartbeats come back, the broker reaches this gateway, and so would a drop. */
export class Trust {
  readonly #sentMs = new Map<number, number>()
  /** No other gateway is on the bus until a gap says otherwise. */
  #isAlone = true
  #hearsAllSinceMs = Number.NEGATIVE_INFINITY
  #firstBackMs: number | undefined
  #untilMs = Number.NEGATIVE_INFINITY

  /** Since when nothing that others said was missed; Infinity until a beat sent after the last gap came back. */
  get hearsAllSinceMs(): number {
    return this.#hearsAllSinceMs
  }

  holds(nowMs: number): boolean {
    return nowMs < this.#untilMs
  }

  gap(): void {
    this.#isAlone = false
    this.#sentMs.clear()
    this.#hearsAllSinceMs = Number.POSITIVE_INFINITY
    this.#firstBackMs = undefined
    this.#untilMs = Number.NEGATIVE_INFINITY
  }

  sent(beat: number, nowMs: number): void {
    for (const [old, sentMs] of this.#sentMs) if (sentMs + trustMs <= nowMs) this.#sentMs.delete(old)
    this.#sentMs.set(beat, nowMs)
  }

  /** Returns true when trust begins with this heartbeat: values cached before may be older than a drop that never came. */
  cameBack(beat: number, nowMs: number): boolean {
    const sentMs = this.#sentMs.get(beat)
    if (sentMs === undefined) return false
    this.#sentMs.delete(beat)
    this.#hearsAllSinceMs = Math.min(this.#hearsAllSinceMs, nowMs)
    const isNew = !this.holds(nowMs)
    if (isNew && this.#untilMs > Number.NEGATIVE_INFINITY) this.#restart()
    this.#firstBackMs ??= nowMs
    // Others may hear a beat a little later than its sender: by the second one they have heard the first.
    if (!this.#isAlone && sentMs < this.#firstBackMs) return false
    this.#untilMs = sentMs + trustMs
    return isNew
  }

  #restart(): void {
    this.#firstBackMs = undefined
    this.#untilMs = Number.NEGATIVE_INFINITY
  }
}

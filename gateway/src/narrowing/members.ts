import { presenceMs } from './timing.ts'

/** The gateways that may trust their caches, as far as they are heard. */
export class Members {
  readonly #heardMs = new Map<string, number>()

  heard(id: string, nowMs: number): void {
    this.#heardMs.set(id, nowMs)
  }

  left(id: string): void {
    this.#heardMs.delete(id)
  }

  present(nowMs: number): string[] {
    for (const [id, heardMs] of this.#heardMs) if (heardMs + presenceMs <= nowMs) this.#heardMs.delete(id)
    return [...this.#heardMs.keys()]
  }
}

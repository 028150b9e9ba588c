/** Requests in flight of this process by destination host: at most `max` to one host, however many endpoints name it. */
export class HostSlots {
  readonly #max: number
  readonly #busy = new Map<string, number>()

  constructor(max: number) {
    this.#max = max
  }

  free(host: string): number {
    return Math.max(0, this.#max - (this.#busy.get(host) ?? 0))
  }

  /** Hosts without a free slot. */
  full(): string[] {
    return [...this.#busy.keys()].filter((host) => this.free(host) === 0)
  }

  take(host: string): void {
    this.#busy.set(host, (this.#busy.get(host) ?? 0) + 1)
  }

  release(host: string): void {
    const left = (this.#busy.get(host) ?? 0) - 1
    if (left > 0) this.#busy.set(host, left)
    else this.#busy.delete(host)
  }
}

const atOnceMax = 8

interface Line {
  running: number
  waiting: (() => void)[]
}

/** Limits concurrent look-ups of unseen keys per address; further look-ups wait in a queue. */
export class AddressLines {
  readonly #lines = new Map<string, Line>()

  async run<T>(network: string, ask: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(network) ?? { running: 0, waiting: [] }
    this.#lines.set(network, line)
    if (line.running < atOnceMax) line.running++
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    try {
      return await ask()
    } finally {
      const next = line.waiting.shift()
      if (next !== undefined) next()
      else if (--line.running === 0) this.#lines.delete(network)
    }
  }
}

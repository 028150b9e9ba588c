const atOnceMax = 8

interface Line {
  running: number
  waiting: (() => void)[]
}

/** Questions about keys that were not seen here, a few at once for each address; the rest of them wait in line. */
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

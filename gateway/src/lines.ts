const atOnceMax = 8

interface Line {
  running: number
  waiting: (() => void)[]
}

/** Limits concurrent work by name; further work of a name waits in its line. */
export class Lines {
  readonly #lines = new Map<string, Line>()

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(name) ?? { running: 0, waiting: [] }
    this.#lines.set(name, line)
    if (line.running < atOnceMax) line.running++
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next !== undefined) next()
      else if (--line.running === 0) this.#lines.delete(name)
    }
  }
}

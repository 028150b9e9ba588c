interface Queue {
  running: number
  waiting: (() => void)[]
}

/** Limits concurrent work by name; further work of a name waits in its queue. */
export class NamedQueues {
  readonly #queues = new Map<string, Queue>()
  readonly #atOnceMax: number

  constructor(atOnceMax = 8) {
    this.#atOnceMax = atOnceMax
  }

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(name) ?? { running: 0, waiting: [] }
    this.#queues.set(name, queue)
    if (queue.running < this.#atOnceMax) queue.running++
    else await new Promise<void>((resolve) => queue.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = queue.waiting.shift()
      if (next !== undefined) next()
      else if (--queue.running === 0) this.#queues.delete(name)
    }
  }
}

interface Queue {
  running: number
  /** Those that wait, first come, first served. */
  waiting: Set<() => void>
}

/** Limits concurrent work by name; further work of a name waits in its queue. */
export class NamedQueues {
  readonly #queues = new Map<string, Queue>()
  readonly #atOnceMax: number

  constructor(atOnceMax = 8) {
    this.#atOnceMax = atOnceMax
  }

  /** Tells the work whether it had to wait. Work that waits leaves the queue, and rejects with the reason, when the signal is aborted. */
  async run<T>(name: string, work: (hasWaited: boolean) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const queue = this.#queues.get(name) ?? { running: 0, waiting: new Set() }
    this.#queues.set(name, queue)
    const hasToWait = queue.running >= this.#atOnceMax
    if (hasToWait) await turnIn(queue, signal)
    else queue.running++
    try {
      return await work(hasToWait)
    } finally {
      const [next] = queue.waiting
      if (next !== undefined) next()
      else if (--queue.running === 0) this.#queues.delete(name)
    }
  }
}

async function turnIn({ waiting }: Queue, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const begin = () => {
    waiting.delete(begin)
    resolve()
  }
  const leave = () => {
    waiting.delete(begin)
    reject(signal?.reason)
  }
  waiting.add(begin)
  signal?.addEventListener('abort', leave)
  try {
    await promise
  } finally {
    signal?.removeEventListener('abort', leave)
  }
}

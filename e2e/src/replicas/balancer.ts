import { setTimeout as wait } from 'node:timers/promises'

const lookEveryMs = 100

export interface Balancer {
  /** The next gateway in turn that said it is ready; any, when none did. */
  next(): string
  stop(): Promise<void>
}

/** Asks every gateway whether it is ready, as what stands before them does, and takes turns among those that are. */
export function startBalancer(urls: readonly string[]): Balancer {
  const ready = new Set(urls)
  let isStopping = false
  let turn = 0
  const watch = async (url: string) => {
    while (!isStopping) {
      if (await isReady(url)) ready.add(url)
      else ready.delete(url)
      await wait(lookEveryMs)
    }
  }
  const watching = Promise.all(urls.map(watch))
  return {
    next() {
      const list = urls.filter((url) => ready.has(url))
      const among = list.length === 0 ? urls : list
      return among[turn++ % among.length] ?? ''
    },
    async stop() {
      isStopping = true
      await watching
    },
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

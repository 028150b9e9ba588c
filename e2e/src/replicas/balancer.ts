import { setTimeout as wait } from 'node:timers/promises'

const lookEveryMs = 100

export interface Balancer {
  /** The next gateway in turn that said it is ready; any, when none did. */
  next(): string
  stop(): Promise<void>
}

/**
 * Asks every gateway whether it is ready, as what stands before them does, and takes turns among those that are. They may
 * come and go: what `addresses` holds counts.
 */
export function startBalancer(addresses: () => readonly string[]): Balancer {
  const ready = new Set(addresses())
  const watched = new Map<string, Promise<void>>()
  let isStopping = false
  let turn = 0
  const watch = async (url: string) => {
    while (!isStopping && addresses().includes(url)) {
      if (await isReady(url)) ready.add(url)
      else ready.delete(url)
      await wait(lookEveryMs)
    }
    ready.delete(url)
    watched.delete(url)
  }
  const watchAll = async () => {
    while (!isStopping) {
      for (const url of addresses()) if (!watched.has(url)) watched.set(url, watch(url))
      await wait(lookEveryMs)
    }
    await Promise.all(watched.values())
  }
  const watching = watchAll()
  return {
    next() {
      const urls = addresses()
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

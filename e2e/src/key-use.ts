import { type Random, seeded } from './random.ts'

/** Uses keys at every gateway without pause, and records the answers; the gateways trust 127.0.0.1 as a proxy. */
export interface KeyUse {
  /** Uses the key from now on. */
  add(key: string): void
  /** Its revocation was answered: what begins from now on must be refused. */
  revoked(key: string): void
  /** Asks every gateway once with the key. */
  ask(key: string): Promise<number[]>
  readonly seen: Seen
  stop(): Promise<void>
}

export interface Seen {
  requests: number
  /** That began after their key's revocation was answered. */
  begunAfter: number
  /** Of those, what was not refused. */
  accepted: string[]
  /** Neither served nor refused for its key. */
  failed: string[]
}

const recentMax = 20

export function useKeys(urls: readonly string[], workersPerGateway: number, seed: number): KeyUse {
  const live = new Set<string>()
  const recent: string[] = []
  const endedMs = new Map<string, number>()
  const seen: Seen = { requests: 0, begunAfter: 0, accepted: [], failed: [] }
  let isStopping = false

  const request = async (url: string, key: string): Promise<number> => {
    const revokedMs = endedMs.get(key)
    const begunMs = performance.now()
    seen.requests++
    const status = await statusOf(url, key)
    if (status !== 200 && status !== 401) seen.failed.push(`${url} answered ${status}`)
    if (revokedMs === undefined) return status
    seen.begunAfter++
    if (status === 200) seen.accepted.push(`${url}, begun ${(begunMs - revokedMs).toFixed(1)} ms after the 204`)
    return status
  }

  const work = async (url: string, random: Random) => {
    while (!isStopping) {
      const keys = random.chance(0.5) ? [...live] : recent
      await (keys.length === 0 ? new Promise(setImmediate) : request(url, random.pick(keys)))
    }
  }
  const workers = urls.flatMap((url, gateway) =>
    Array.from({ length: workersPerGateway }, (_, at) => work(url, seeded(seed + gateway * workersPerGateway + at))),
  )

  return {
    seen,
    add: (key) => void live.add(key),
    revoked(key) {
      endedMs.set(key, performance.now())
      live.delete(key)
      if (recent.push(key) > recentMax) recent.shift()
    },
    ask: (key) => Promise.all(urls.map((url) => request(url, key))),
    async stop() {
      isStopping = true
      await Promise.all(workers)
    },
  }
}

async function statusOf(url: string, key: string): Promise<number> {
  try {
    const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': newAddress() }
    const answer = await fetch(`${url}/api/v1/user`, { headers })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

let addresses = 0
/** Refused keys share a limit by address; each request has its own. */
const newAddress = () => `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`

import { RevocationProtocol } from '../../src/revocation/revocation-protocol.ts'
import { cachedAccessMsMax, heartbeatEveryMs } from '../../src/revocation/timing.ts'
import { TtlCache } from '../../src/ttl-cache.ts'
import type { Connection, SimulatedBroker } from './simulated-broker.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Facts that a service keeps, by name, each with a version that only grows. */
export type Facts = Map<string, number>

interface Fact {
  name: string
  version: number
}

export interface SimulatedGateway {
  readonly connection: Connection
  /** The version that a request which begins now is served by; never resolves when the process is killed before. */
  request(name: string): Promise<number>
  /** Resolves when a write that was committed just now may be answered. Undefined: on every fact. */
  revokeEverywhere(name: string | undefined): Promise<void>
  isTrusted(): boolean
  /** The bus notices that its connection is lost, or made again. */
  gap(): void
  /** SIGSTOP and SIGCONT. */
  pause(): void
  resume(): void
  kill(): void
}

interface World {
  time: VirtualTime
  broker: SimulatedBroker
  facts: Facts
  /** How long a question to the service takes each way. */
  askMs: () => number
  /** The order in which a process that continues handles the waiting things: any order. */
  order: () => readonly Kind[]
}

export const kinds = ['request', 'answer', 'message', 'timer'] as const
type Kind = (typeof kinds)[number]

let starts = 0

/** The gateway's own cache and protocol in a process that may be stopped at any moment. */
export function simulatedGateway({ time, broker, facts, askMs, order }: World): SimulatedGateway {
  let isPaused = false
  let isKilled = false
  let backlog: { kind: Kind; work: () => void }[] = []
  /** Work of a paused process waits until it continues; work of a killed one is dropped. */
  const run = (kind: Kind, work: () => void) => {
    if (isKilled) return
    if (isPaused) backlog.push({ kind, work })
    else work()
  }
  const after = (ms: number, work: () => void) => time.after(ms, () => run('timer', work))
  const connection = broker.connect((message) => run('message', () => peer.hear(message)))
  const cache = new TtlCache<Fact>({
    entriesMax: 10,
    ttlMs: cachedAccessMsMax,
    monotonicMs: time.nowMs,
    isTrusted: () => peer.isTrusted(),
    namesOf: ({ name }) => [name],
  })
  const peer = new RevocationProtocol({
    id: `gateway-${++starts}`,
    nowMs: time.nowMs,
    announce: (message) => connection.send(message),
    dropCached: (only) => (only === undefined ? cache.clear() : cache.revoke(only)),
    soon: (work) => void after(0, work),
    after,
    late: () => undefined,
  })
  const load = (name: string) =>
    new Promise<Fact>((resolve) => {
      time.after(askMs(), () => {
        const version = facts.get(name) ?? 0
        time.after(askMs(), () => run('answer', () => resolve({ name, version })))
      })
    })
  const beat = () => {
    peer.heartbeat()
    after(heartbeatEveryMs, beat)
  }
  peer.gap()
  beat()
  return {
    connection,
    request: (name) =>
      new Promise((resolve) =>
        run('request', () => void cache.load(name, () => load(name)).then(({ version }) => resolve(version))),
      ),
    revokeEverywhere: (name) =>
      new Promise((resolve) =>
        run('answer', () => void peer.revokeEverywhere(name === undefined ? undefined : [name]).then(resolve)),
      ),
    isTrusted: () => peer.isTrusted(),
    gap: () => run('message', () => peer.gap()),
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      const due = backlog
      backlog = []
      for (const next of order())
        for (const { kind, work } of due) if (kind === next) time.after(0, () => run(kind, work))
    },
    kill() {
      isKilled = true
      connection.lose()
    },
  }
}

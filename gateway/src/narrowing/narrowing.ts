import { randomUUID } from 'node:crypto'
import type { Bus } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import { decodeMessage, encodeMessage, narrowingSubject, type Revoked } from './messages.ts'
import { Peer } from './peer.ts'
import { beatEveryMs } from './timing.ts'

export interface Narrowing {
  /** Resolves when no gateway uses what it read so named before this call; after 3.5 s at the latest. Never rejects. */
  narrow(only?: Revoked): Promise<void>
  /** May what is remembered be used? */
  isTrusted(): boolean
  /** To be called when no request is served any more. */
  stop(): Promise<void>
}

/** Joins the gateways that tell each other what to forget. */
export async function startNarrowing(deps: {
  bus: Bus
  clock: Clock
  log: Logger
  forget: (only?: Revoked) => void
}): Promise<Narrowing> {
  const { bus, clock, log, forget } = deps
  const timers = new Set<NodeJS.Timeout>()
  const peer = new Peer({
    id: randomUUID(),
    nowMs: () => clock.monotonicMs(),
    announce: (message) => bus.announce(narrowingSubject, encodeMessage(message)),
    forget,
    soon: (work) => void setImmediate(work),
    after(ms, work) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, ms)
      timers.add(timer)
      return () => {
        timers.delete(timer)
        clearTimeout(timer)
      }
    },
    late: (missing) =>
      log.warn({ missing }, 'a round of narrowing did not hear from every gateway and waited its time'),
  })
  const subscription = await bus.listen(narrowingSubject, (data) => peer.hear(decodeMessage(data)), {
    onGap: () => peer.gap(),
  })
  peer.beat()
  const beats = setInterval(() => peer.beat(), beatEveryMs)
  return {
    narrow: (only) => peer.narrow(only),
    isTrusted: () => peer.isTrusted(),
    async stop() {
      clearInterval(beats)
      peer.leave()
      await subscription.stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

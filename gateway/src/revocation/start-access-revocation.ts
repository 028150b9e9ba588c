import { randomUUID } from 'node:crypto'
import type { Bus } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import { decodeMessage, encodeMessage, type Revoked, revocationSubject } from './messages.ts'
import { RevocationProtocol } from './revocation-protocol.ts'
import { heartbeatEveryMs } from './timing.ts'

export interface AccessRevocation {
  /** Resolves when no gateway uses what it read so named before this call; after 3.5 s at the latest. Never rejects. */
  revokeEverywhere(only?: Revoked): Promise<void>
  /** True while the caches may be used. */
  isTrusted(): boolean
  /** To be called when no request is served any more. */
  stop(): Promise<void>
}

/** Joins the gateways that drop cached access together. */
export async function startAccessRevocation(deps: {
  bus: Bus
  clock: Clock
  log: Logger
  dropCached: (only?: Revoked) => void
}): Promise<AccessRevocation> {
  const { bus, clock, log, dropCached } = deps
  const timers = new Set<NodeJS.Timeout>()
  const protocol = new RevocationProtocol({
    id: randomUUID(),
    nowMs: () => clock.monotonicMs(),
    announce: (message) => bus.announce(revocationSubject, encodeMessage(message)),
    dropCached,
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
      log.warn(
        { missing },
        'an access revocation was not acknowledged by every gateway; the write waited the full 3.5 s',
      ),
  })
  const subscription = await bus.listen(revocationSubject, (data) => protocol.hear(decodeMessage(data)), {
    onGap: () => protocol.gap(),
  })
  protocol.heartbeat()
  const heartbeats = setInterval(() => protocol.heartbeat(), heartbeatEveryMs)
  return {
    revokeEverywhere: (only) => protocol.revokeEverywhere(only),
    isTrusted: () => protocol.isTrusted(),
    async stop() {
      clearInterval(heartbeats)
      protocol.leave()
      await subscription.stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

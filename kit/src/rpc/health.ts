import type { Server, ServerWritableStream } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'

export interface Health {
  /** What the probe "readiness" is told; "liveness" is fine as long as it answers. */
  setReadiness(isReady: boolean): void
  /** Tells watchers to send their calls elsewhere; resolves when they have gone. */
  drain(): Promise<void>
}

type WatchCall = ServerWritableStream<unknown, unknown>
type AddService = Parameters<HealthImplementation['addToServer']>[0]['addService']

/** grpc.health.v1 for probes, meshes and our own dialers, which watch "" where they have no exchange. */
export function serveHealth(server: Server): Health {
  const health = new HealthImplementation({ '': 'SERVING', liveness: 'SERVING', readiness: 'SERVING' })
  const watching = new Set<unknown>()
  const waiting: (() => void)[] = []
  const countWatchers: AddService = (service, implementation) => {
    // The package types its methods as any kind of call; Watch answers with a stream.
    const watch = implementation['watch'] as (call: WatchCall) => void
    const counted = (call: WatchCall) => {
      watching.add(call)
      call.on('cancelled', () => {
        watching.delete(call)
        if (watching.size === 0) for (const wake of waiting.splice(0)) wake()
      })
      watch(call)
    }
    server.addService(service, { ...implementation, watch: counted })
  }
  health.addToServer({ addService: countWatchers })

  const set = (service: string, isServing: boolean) => health.setStatus(service, isServing ? 'SERVING' : 'NOT_SERVING')
  return {
    setReadiness: (isReady) => set('readiness', isReady),
    async drain() {
      set('readiness', false)
      set('', false)
      if (watching.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

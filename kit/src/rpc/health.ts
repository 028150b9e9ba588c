import type { Server } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'

export interface Health {
  /** What the probe "readiness" is told; "liveness" is fine as long as it answers. */
  setReadiness(isReady: boolean): void
  /** Tells watchers to send their calls elsewhere. */
  leave(): void
}

/** grpc.health.v1 for probes, meshes and our own dialers, which watch "" where they have no exchange. */
export function serveHealth(server: Server): Health {
  const health = new HealthImplementation({ '': 'SERVING', liveness: 'SERVING', readiness: 'SERVING' })
  health.addToServer(server)
  const set = (service: string, isServing: boolean) => health.setStatus(service, isServing ? 'SERVING' : 'NOT_SERVING')
  return {
    setReadiness: (isReady) => set('readiness', isReady),
    leave() {
      set('readiness', false)
      set('', false)
    },
  }
}

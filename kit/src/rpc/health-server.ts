import type { Server, ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'

export interface Health {
  /** Announces the drain to watchers; resolves when they have gone. */
  drain(): Promise<void>
}

type WatchCall = ServerWritableStream<unknown, unknown>
type CheckCall = ServerUnaryCall<{ service: string }, unknown>
type CheckAnswer = sendUnaryData<unknown>
type AddService = Parameters<HealthImplementation['addToServer']>[0]['addService']

/**
 * grpc.health.v1 for probes, meshes and our own dialers, which watch "" when they have no exchange.
 * "liveness" is always SERVING; "readiness" is evaluated for each check.
 */
export function serveHealth(server: Server, isReady: () => Promise<boolean>): Health {
  const health = new HealthImplementation({ '': 'SERVING', liveness: 'SERVING', readiness: 'SERVING' })
  const watching = new Set<unknown>()
  const waiting: (() => void)[] = []
  const set = (service: string, isServing: boolean) => health.setStatus(service, isServing ? 'SERVING' : 'NOT_SERVING')
  let isDraining = false
  const addService: AddService = (service, implementation) => {
    // The package types its methods as any kind of call; Check is unary, Watch answers with a stream.
    const check = implementation['check'] as (call: CheckCall, answer: CheckAnswer) => void
    const askedFor = async (call: CheckCall, answer: CheckAnswer) => {
      if (call.request.service === 'readiness') {
        const wasReady = await isReady().catch(() => false)
        set('readiness', wasReady && !isDraining)
      }
      check(call, answer)
    }
    const watch = implementation['watch'] as (call: WatchCall) => void
    const counted = (call: WatchCall) => {
      watching.add(call)
      call.on('cancelled', () => {
        watching.delete(call)
        if (watching.size === 0) for (const wake of waiting.splice(0)) wake()
      })
      watch(call)
    }
    server.addService(service, { ...implementation, check: askedFor, watch: counted })
  }
  health.addToServer({ addService })
  return {
    async drain() {
      isDraining = true
      set('readiness', false)
      set('', false)
      if (watching.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

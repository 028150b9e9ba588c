import type { PartName } from '@plinth/kit/part'
import { dedicatedNats, dedicatedServer } from '@plinth/testkit'
import { type Mesh, startMesh } from '../src/mesh.ts'

export const parts = ['gateway', 'identity', 'tenancy', 'webhooks'] as const satisfies readonly PartName[]
export const targets = [...parts, 'postgres', 'nats', 'redis'] as const
export type Target = (typeof targets)[number]

export const isTarget = (word: string): word is Target => targets.some((target) => target === word)

export interface FrozenMesh {
  mesh: Mesh
  freeze(target: Target): Promise<void>
  thaw(target: Target): Promise<void>
  stop(): Promise<void>
}

// As shipped: tests elsewhere shorten them.
const leases = { WEBHOOKS_TIMEOUT_MS: '15000', WEBHOOKS_LEASE_MARGIN_MS: '5000' }

/** The four parts on servers of their own, each of which can be made to stand still. */
export async function startFrozenMesh(): Promise<FrozenMesh> {
  const [postgres, redis, nats] = await Promise.all([
    dedicatedServer('postgres'),
    dedicatedServer('redis'),
    dedicatedNats(),
  ])
  const servers = { postgres, redis, nats }
  const mesh = await startMesh({ postgres, redis, nats, env: leases })
  return {
    mesh,
    freeze: async (target) => (isPart(target) ? mesh.pause(target) : servers[target].pause()),
    thaw: async (target) => (isPart(target) ? mesh.resume(target) : servers[target].resume()),
    stop: async () => {
      await mesh.stop()
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}

const isPart = (target: Target): target is (typeof parts)[number] => parts.some((part) => part === target)

import { setTimeout as wait } from 'node:timers/promises'
import type { DedicatedServer } from '@plinth/testkit'
import type { Mesh } from '../mesh.ts'
import type { Random } from '../random.ts'

export type Victim = 'identity' | 'tenancy' | 'webhooks' | 'gateway' | 'postgres'

/** The mesh and the server that are being killed, and whether that is over. */
export interface Killing {
  mesh: Mesh
  postgres: DedicatedServer
  random: Random
  victims: readonly Victim[]
  kills: number
  /** Between two of them, at the most. */
  pauseMsMax: number
  run: { isOver: boolean }
}

/** kill -9 of one after the other, each back and ready before the next falls; answers how often each fell. */
export async function killing(options: Killing): Promise<Record<string, number>> {
  const { mesh, postgres, random, victims, kills, pauseMsMax, run } = options
  const fallen: Record<string, number> = {}
  for (let count = 0; count < kills && !run.isOver; count++) {
    await wait(random.int(0, pauseMsMax))
    const victim = random.pick(victims)
    if (victim === 'postgres') {
      await postgres.kill()
      await postgres.start()
    } else {
      await mesh.kill(victim)
      await mesh.start(victim)
    }
    fallen[victim] = (fallen[victim] ?? 0) + 1
  }
  run.isOver = true
  return fallen
}

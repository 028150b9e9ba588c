import { testDatabase } from '@plinth/testkit'
import { startFloor } from '../floors/serve.ts'
import { httpVariant } from '../load/variant.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

const migrations = new URL('../../services/tenancy/prisma/migrations/', import.meta.url)

/** POST /workspaces with an Idempotency-Key on both Plinths, and the same rows by hand. */
export async function writes(mesh: Subject, one: Subject, connections: number): Promise<Comparison[]> {
  const database = await testDatabase(migrations)
  const byHand = await startFloor(new URL('../floors/insert.ts', import.meta.url), [database.url])
  const floor = httpVariant('Express, the same rows by hand', byHand, { connections, requests: mesh.creates })
  return [mesh, one].map((subject) => ({
    what: `POST /workspaces with an Idempotency-Key, ${subject.name}, ${connections} connections`,
    ours: httpVariant(subject.name, subject, {
      connections,
      requests: subject.creates,
      isIdempotent: true,
      isSpread: true,
    }),
    floor,
    goal: { atLeast: 0.7 },
  }))
}

import { testDatabase } from '@plinth/testkit'
import { startFloor } from '../floors/serve.ts'
import { httpVariant } from '../load/variant.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

const migrations = new URL('../../services/tenancy/prisma/migrations/', import.meta.url)

/** Writes with an Idempotency-Key on both Plinths, and the same rows by hand. */
export async function writes(mesh: Subject, one: Subject, connections: number): Promise<Comparison[]> {
  const database = await testDatabase(migrations)
  const inserts = await startFloor(new URL('../floors/insert.ts', import.meta.url), [database.url])
  const updates = await startFloor(new URL('../floors/update.ts', import.meta.url), [
    database.url,
    ...mesh.workspaceIds,
  ])
  const keyed = { connections, isIdempotent: true, isSpread: true }
  const kinds = [
    {
      call: 'POST /workspaces',
      of: 'creates',
      floor: httpVariant('Express, the same rows by hand', inserts, { connections, requests: mesh.creates }),
    },
    {
      call: 'POST /workspaces of one user',
      of: 'createsOfOneUser',
      floor: httpVariant('Express, rows of one user', inserts, { connections, requests: mesh.createsOfOneUser }),
    },
    {
      call: 'PATCH /workspaces/{id}',
      of: 'renames',
      floor: httpVariant('Express, UPDATE and INSERT', updates, { ...keyed, requests: mesh.renames }),
    },
  ] as const
  return kinds.flatMap(({ call, of, floor }) =>
    [mesh, one].map((subject) => ({
      what: `${call} with an Idempotency-Key, ${subject.name}, ${connections} connections`,
      ours: httpVariant(`${call}, ${subject.name}`, subject, { ...keyed, requests: subject[of] }),
      floor,
      ...(of === 'createsOfOneUser' ? {} : { goal: { atLeast: subject === one && of === 'creates' ? 0.8 : 0.7 } }),
    })),
  )
}

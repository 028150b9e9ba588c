import { testDatabase } from '@plinth/testkit'
import { startFloor, startFloorA } from '../floors/serve.ts'
import { httpVariant } from '../load/variant.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

/** GET /workspaces/{id} on both Plinths, the floors and better-auth. */
export async function reads(mesh: Subject, one: Subject, connectionCounts: readonly number[]): Promise<Comparison[]> {
  const rows = mesh.tenancyDatabase
  const floorA = await startFloorA(rows)
  const floorB = await startFloor(new URL('../floors/read.ts', import.meta.url), [rows])
  const ownDatabase = await testDatabase()
  const betterAuth = await startFloor(new URL('../floors/better-auth.ts', import.meta.url), [
    ...[ownDatabase.url, rows, String(mesh.reads().length)],
  ])
  return connectionCounts.flatMap((connections): Comparison[] => {
    const what = (subject: Subject) => `GET /workspaces/{id}, ${subject.name}, ${connections} connections`
    const load = { connections, requests: mesh.reads() }
    const ofMesh = httpVariant(mesh.name, mesh, load)
    return [
      {
        what: what(mesh),
        ours: ofMesh,
        floor: httpVariant('floor A: Express, gRPC, read', floorA, load),
        goal: { atLeast: 1.5 },
      },
      {
        what: what(mesh),
        ours: ofMesh,
        floor: httpVariant('Express, better-auth, read', betterAuth, {
          ...load,
          requests: mesh.reads(betterAuth.keys),
        }),
        goal: { atLeast: 5 },
      },
      {
        what: what(one),
        ours: httpVariant(one.name, one, { ...load, requests: one.reads() }),
        floor: httpVariant('floor B: Express, read', floorB, load),
        goal: { atLeast: 0.4 },
      },
    ]
  })
}

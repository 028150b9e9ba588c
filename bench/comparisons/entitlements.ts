import { pgbench } from '../floors/pgbench.ts'
import { startFloorA } from '../floors/serve.ts'
import { httpVariant, ledgerVariant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

/** Checks on both Plinths, beside a hand-written read. */
export async function checks(mesh: Subject, one: Subject, connectionCounts: readonly number[]): Promise<Comparison[]> {
  const floorA = await startFloorA(mesh.tenancyDatabase)
  return connectionCounts.flatMap((connections) => {
    const floor = httpVariant('floor A: Express, gRPC, read', floorA, { connections, requests: mesh.reads() })
    return [mesh, one].flatMap((subject) =>
      (['strong', 'fast'] as const).map((consistency): Comparison => {
        const load = { connections, requests: subject.checks(consistency), isSpread: true }
        return {
          what: `check, ${consistency}, ${subject.name}, ${connections} connections`,
          ours: httpVariant(`check, ${consistency}, ${subject.name}`, subject, load),
          floor,
          goal: { atLeast: consistency === 'strong' ? 1.2 : 2 },
        }
      }),
    )
  })
}

/** Consumes through REST on both Plinths and at the mesh's tenancy itself, beside pgbench. */
export function consumes(
  mesh: Subject,
  one: Subject,
  { rpc: { addresses, tokens } }: Pick<MeshPlinth, 'rpc'>,
  connectionCounts: readonly number[],
): Comparison[] {
  const callers = Math.max(...connectionCounts)
  const kinds = [
    { balances: '1 balance', of: 'ofOneBalance', floor: pgbench(mesh.tenancyDatabase, 1), atLeast: 0.5 },
    { balances: '1,000 balances', of: 'ofMany', floor: pgbench(mesh.tenancyDatabase, 1_000), atLeast: 0.7 },
  ] as const
  return kinds.flatMap(({ balances, of, floor, atLeast }) => {
    const { userId, [of]: namespaceIds } = mesh.ledger
    const load = { address: addresses.tenancy, token: tokens.tenancy, userId, callers, namespaceIds }
    const name = `consume, ${balances}, at tenancy`
    const ledger = { what: `${name}, ${callers} callers`, ours: ledgerVariant(name, load, mesh.pids), floor }
    const rest = connectionCounts.flatMap((connections) =>
      [mesh, one].map((subject): Comparison => {
        const name = `consume, ${balances}, ${subject.name}`
        const requests = of === 'ofMany' ? subject.consumesOfMany : subject.consumesOfOneBalance
        const ours = httpVariant(name, subject, { connections, requests, isSpread: true })
        return { what: `${name}, ${connections} connections`, ours, floor }
      }),
    )
    return [{ ...ledger, goal: { atLeast } }, ...rest]
  })
}

import { Client } from 'pg'
import { untilQuiet } from '../load/until-quiet.ts'
import { httpVariant, prepared } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

/** Writes with the audit log, and the same writes while the database of webhooks drops each entry before it is stored. */
export function auditedWrites(plinth: MeshPlinth, mesh: Subject, connections: number): Comparison[] {
  const kinds = [
    { call: 'POST /workspaces', requests: mesh.creates },
    { call: 'PATCH /workspaces/{id}', requests: mesh.renames },
  ]
  return kinds.map(({ call, requests }) => {
    const load = { connections, isIdempotent: true, isSpread: true, requests }
    const variant = (name: string, isKept: boolean) =>
      prepared(httpVariant(name, mesh, load), () => keepEntries(plinth, isKept))
    return {
      what: `${call} with the audit log, ${mesh.name}, ${connections} connections`,
      ours: variant(`${call}, audited`, true),
      floor: variant('without it', false),
      goal: { atLeast: 0.97 },
    }
  })
}

async function keepEntries({ webhooksDatabase }: MeshPlinth, isKept: boolean): Promise<void> {
  const client = new Client({ connectionString: webhooksDatabase })
  await client.connect()
  try {
    await untilQuiet(client)
    await client.query('DROP TRIGGER IF EXISTS bench_no_entry ON audit_entry')
    if (isKept) return
    await client.query(`CREATE OR REPLACE FUNCTION bench_no_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER bench_no_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION bench_no_entry()`)
  } finally {
    await client.end()
  }
}

import type { Queryable } from '../database.ts'
import { bypasses } from './bypasses.ts'
import { changedFunctions } from './changed-functions.ts'
import { detours } from './detours.ts'
import type { Evidence } from './evidence.ts'
import { unprotected } from './unprotected.ts'

/** SQL that mends what lets evidence be changed, by the role that can run it. */
export interface Remedies {
  /** The owner of the tables. */
  asOwner: string[]
  asSuperuser: string[]
}

/**
 * Looks for all that lets the evidence of a database be changed, lost or kept from being stored, without changing anything.
 * @param migrations The folder that made the tables.
 */
export async function weaknesses(db: Queryable, evidence: readonly Evidence[], migrations: URL): Promise<Remedies> {
  if (evidence.length === 0) return { asOwner: [], asSuperuser: [] }
  const functions = [...new Set(evidence.map(({ refusal }) => refusal))]
  const asOwner = await changedFunctions(db, functions, migrations)
  for (const one of evidence) asOwner.push(...(await detours(db, one)))
  asOwner.push(...(await unprotected(db, evidence)))
  return { asOwner, asSuperuser: await bypasses(db) }
}

import type { Clock } from '@plinth/kit/clock'
import { type Queryable, type Tx, unrepeatedVersion } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { newId } from '@plinth/kit/ids'
import type { Feature, Package } from './catalog.ts'
import type { CatalogContent, Entry } from './difference.ts'

/** Creates the single row of state. Returns false if another process has created it and with it the catalogue. */
export async function claimFirstCatalog(tx: Tx): Promise<boolean> {
  const rows = await tx.query({
    text: 'INSERT INTO catalog_state (id, version) VALUES (1, 1) ON CONFLICT DO NOTHING RETURNING id',
  })
  return rows.length > 0
}

/** Serialises the changes of the catalogue. */
export async function lockCatalog(tx: Tx): Promise<void> {
  await tx.query({ text: 'SELECT FROM catalog_state FOR UPDATE' })
}

export async function raiseVersion(tx: Tx): Promise<void> {
  await tx.query({ text: `UPDATE catalog_state SET version = ${unrepeatedVersion}` })
}

/** Locks these packages and features against new assignments until the transaction ends. */
export async function lockEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const lock = (table: string, codes: string[]) =>
    tx.query({ text: `SELECT FROM ${table} WHERE code = ANY($1) ORDER BY code FOR UPDATE`, values: [codes] })
  await lock('package', codesOf(entries, 'package'))
  await lock('feature', codesOf(entries, 'feature'))
}

/** Returns the entries in use; a package counts also if it was assigned in the past. */
export async function heldAmong(db: Queryable, entries: readonly Entry[]): Promise<Entry[]> {
  return db.query<Entry & object>({
    text: `SELECT 'package' AS kind, p.code FROM package p
        WHERE p.code = ANY($1) AND EXISTS (SELECT FROM package_assignment a WHERE a.package_id = p.id)
      UNION ALL
      SELECT 'feature', f.code FROM feature f
        WHERE f.code = ANY($2) AND EXISTS (SELECT FROM boost b WHERE b.feature_code = f.code AND b.ended_at IS NULL)
      ORDER BY 1, 2`,
    values: [codesOf(entries, 'package'), codesOf(entries, 'feature')],
  })
}

/** Writes all `entries` from the content. */
export async function saveEntries(
  tx: Tx,
  content: CatalogContent,
  entries: readonly Entry[],
  clock: Clock,
): Promise<void> {
  const features = codesOf(entries, 'feature').flatMap((code) => content.features.get(code) ?? [])
  const packages = codesOf(entries, 'package').flatMap((code) => content.packages.get(code) ?? [])
  if (features.length > 0) await saveFeatures(tx, features, clock)
  if (packages.length > 0) await savePackages(tx, packages, clock)
}

/** Removes packages first, because they reference features. */
export async function removeEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  await tx.query({ text: 'DELETE FROM package WHERE code = ANY($1)', values: [codesOf(entries, 'package')] })
  await tx.query({ text: 'DELETE FROM feature WHERE code = ANY($1)', values: [codesOf(entries, 'feature')] })
}

const codesOf = (entries: readonly Entry[], kind: Entry['kind']): string[] =>
  entries.filter((entry) => entry.kind === kind).map(({ code }) => code)

async function saveFeatures(tx: Tx, features: readonly Feature[], clock: Clock): Promise<void> {
  await tx.query({
    text: `INSERT INTO feature AS f (id, code, name, type, unit, reset, rolling_days, parent_code, is_active)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::boolean[])
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, type = excluded.type, unit = excluded.unit,
        reset = excluded.reset, rolling_days = excluded.rolling_days, parent_code = excluded.parent_code,
        is_active = excluded.is_active, updated_at = plinth_now()`,
    values: [
      features.map(() => newId('feat', clock)),
      ...arraysOf(features, 'code name type unit reset rollingDays parent isActive'),
    ],
  })
}

async function savePackages(tx: Tx, packages: readonly Omit<Package, 'id'>[], clock: Clock): Promise<void> {
  const codes = packages.map(({ code }) => code)
  await tx.query({
    text: `INSERT INTO package AS p (id, code, name, is_base, is_stackable, is_active)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::boolean[], $6::boolean[])
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, is_base = excluded.is_base,
        is_stackable = excluded.is_stackable, is_active = excluded.is_active, updated_at = plinth_now()`,
    values: [packages.map(() => newId('pkg', clock)), ...arraysOf(packages, 'code name isBase isStackable isActive')],
  })
  const grants = packages.flatMap(({ code, grants }) =>
    [...grants].map(([feature, grant]) => ({ code, feature, grant })),
  )
  await tx.query({
    text: 'DELETE FROM package_feature g USING package p WHERE p.id = g.package_id AND p.code = ANY($1)',
    values: [codes],
  })
  await tx.query({
    text: `INSERT INTO package_feature (package_id, feature_code, limit_value, is_unlimited)
      SELECT p.id, given.feature, given.limit_value, given.is_unlimited
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[]) AS given (code, feature, limit_value, is_unlimited)
      JOIN package p ON p.code = given.code`,
    values: [
      ...arraysOf(grants, 'code feature'),
      grants.map(({ grant }) => (typeof grant === 'number' ? grant : null)),
      grants.map(({ grant }) => grant === 'unlimited'),
    ],
  })
}

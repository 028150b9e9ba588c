import type { Clock } from '@plinth/kit/clock'
import type { Database, Page, Queryable, Tx } from '@plinth/kit/db'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Actor, requireOperator, system } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { logChange } from '../entitlement-log/store.ts'
import { fail } from '../errors.ts'
import { catalogId, type Feature } from './catalog.ts'
import { contentOf } from './content.ts'
import { defaultCatalog } from './default-catalog.ts'
import { type CatalogContent, type Difference, difference, type Entry, isEmpty } from './difference.ts'
import type { CatalogDraft } from './draft.ts'
import { catalogUpdated } from './events.ts'
import { findHolders, type Holders } from './holders-store.ts'
import { type LostFeature, lostFeatures } from './lost-features.ts'
import {
  type Listed,
  type ListedPackage,
  loadCatalog,
  pageFeatures,
  pagePackages,
  type VersionedCatalog,
} from './read-store.ts'
import * as store from './write-store.ts'

/** Fills an empty database with the default catalogue, once for all processes. */
export async function makeFirstCatalog(database: Database, clock: Clock): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await store.claimFirstCatalog(tx))) return
    const content = contentOf(defaultCatalog)
    const before = await loadCatalog(tx)
    await save(tx, system, { before, content, changes: difference(before, content) }, clock)
  })
}

/** The changes, and the features that plans lose by them. */
export interface Applied extends Difference {
  lost: readonly (LostFeature & Holders)[]
}

/**
 * Replaces the whole catalogue and returns the changes. A dry run returns the changes without making them. Throws
 * PRECONDITION_FAILED if the caller asks for another version.
 */
export async function applyCatalog(
  tx: Tx,
  { actor, caller }: { actor: Actor; caller: Caller },
  draft: CatalogDraft,
  isDryRun: boolean,
  clock: Clock,
): Promise<Applied> {
  requireOperator(actor)
  const content = contentOf(draft)
  await store.lockCatalog(tx)
  const before = await loadCatalog(tx)
  matchVersion(caller, before.version)
  const changes = difference(before, content)
  await refuseHeld(tx, before, content, changes)
  const lost = await withHolders(tx, lostFeatures(before, content))
  if (!isDryRun && !isEmpty(changes)) await save(tx, actor, { before, content, changes }, clock)
  return { ...changes, lost }
}

/** Adds the holders of each feature. Leaves out features that no owner holds and no package includes. */
async function withHolders(tx: Tx, lost: readonly LostFeature[]): Promise<Applied['lost']> {
  if (lost.length === 0) return []
  const holders = await findHolders(tx, [...new Set(lost.map(({ pool }) => pool))])
  return lost.flatMap((feature) => {
    const held = holders.get(feature.pool)
    if (held === undefined) throw new Error(`the feature ${feature.pool} was not counted`)
    return feature.packages.length === 0 && held.owners === 0 ? [] : [{ ...feature, ...held }]
  })
}

/** Returns the whole catalogue. */
export const getCatalog = async (db: Queryable): Promise<VersionedCatalog> => loadCatalog(db)

export const listFeatures = async (db: Queryable, query: ListQuery | undefined): Promise<Page<Listed<Feature>>> =>
  pageFeatures(db, query)

/** `isCounted`: operators get how often each package is assigned now. */
export async function listPackages(
  db: Queryable,
  actor: Actor,
  query: ListQuery | undefined,
  isCounted: boolean,
): Promise<Page<ListedPackage>> {
  if (isCounted) requireOperator(actor)
  return pagePackages(db, query, isCounted)
}

/** Returns the catalogue; reads it again only if its version has changed. */
export function catalogReader(): (db: Queryable, version: number) => Promise<VersionedCatalog> {
  let known: VersionedCatalog | undefined
  return async (db, version) => {
    if (known?.version !== version) known = await loadCatalog(db)
    return known
  }
}

/** Refuses to remove a feature or package in use, or to turn an add-on in use into a base package: both would change existing assignments. */
async function refuseHeld(
  tx: Tx,
  before: VersionedCatalog,
  content: CatalogContent,
  { changed, removed }: Difference,
): Promise<void> {
  const isOtherKind = ({ kind, code }: Entry) =>
    kind === 'package' && before.packages.get(code)?.isBase !== content.packages.get(code)?.isBase
  const touched = [...removed, ...changed.filter(isOtherKind)]
  if (touched.length === 0) return
  // A concurrent assignment now waits, and then finds no package.
  await store.lockEntries(tx, touched)
  const held = await store.heldAmong(tx, touched)
  if (held.length > 0) throw fail.stillHeld(held.map(({ kind, code }) => `${kind} ${code}`))
}

interface NewCatalog {
  before: VersionedCatalog
  content: CatalogContent
  changes: Difference
}

async function save(tx: Tx, actor: Actor, { before, content, changes }: NewCatalog, clock: Clock): Promise<void> {
  await store.saveEntries(tx, content, [...changes.added, ...changes.changed], clock)
  await store.removeEntries(tx, changes.removed)
  await store.raiseVersion(tx)
  tx.emit(catalogUpdated(before, content, changes))
  logChange(tx, actor, { ownerId: catalogId, action: 'catalog.updated', change: { ...changes } }, clock)
}

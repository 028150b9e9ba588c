import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import {
  type Catalog,
  CatalogServiceService,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { explaining, fill, make, type startPart } from '@plinth/testkit'
import { findHolders } from '../src/catalog/holders-store.ts'
import { pagePackages } from '../src/catalog/read-store.ts'
import { catalogReader, makeFirstCatalog } from '../src/catalog/verbs.ts'
import { asOperator, asUser, given, startTenancy } from './tenancy.ts'

let part: Awaited<ReturnType<typeof startPart>>
before(async () => {
  part = (await startTenancy()).part
})

const service = () => part.dial('tenancy', CatalogServiceService)
const current = async (): Promise<Catalog> => given((await service().getCatalog({}, { context: asUser() })).catalog)
const apply = (catalog: Catalog, isDryRun = false, context = asOperator()) =>
  service().applyCatalog({ catalog, isDryRun }, { context })
const newFeature = (code: string): Catalog['features'][number] => ({
  ...{ id: '', code, name: code, type: Type.TYPE_LIMIT, unit: '', reset: Reset.RESET_MONTHLY, rollingDays: 0 },
  ...{ parent: '', isActive: true },
})
const newPackage = (code: string, feature: string, limit: number): Catalog['packages'][number] => ({
  ...{ id: '', code, name: code, isBase: true, isStackable: false, isActive: true },
  features: [{ code: feature, grant: { $case: 'limit', value: limit } }],
})
const none = { added: [], changed: [], removed: [], lost: [] }
const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('the catalogue', () => {
  it('has a package per tier at first start, made once however often it is begun', async () => {
    const { packages } = await current()
    assert.deepEqual(codesOf(packages).sort(), ['business', 'enterprise', 'free', 'pro'])
    await Promise.all(Array.from({ length: 5 }, () => makeFirstCatalog(part.database, part.clock)))
    assert.deepEqual((await current()).packages, packages)
  })

  it('applies what was exported without a change', async () => {
    assert.deepEqual(await apply(await current()), none)
  })

  it('answers the difference; a dry run changes nothing', async () => {
    const catalog = await current()
    const code = `f_${make.id('x').slice(-8)}`
    const wanted = {
      features: [...catalog.features, newFeature(code)],
      packages: [...catalog.packages, newPackage(code, code, 5)],
    }
    const added = [
      { kind: 'feature', code },
      { kind: 'package', code },
    ]
    assert.deepEqual(await apply(wanted, true), { ...none, added })
    assert.deepEqual(await current(), catalog)
    assert.deepEqual(await apply(wanted), { ...none, added })
    const grown = given((await current()).packages.find((one) => one.code === code))
    assert.deepEqual(grown.features, [{ code, grant: { $case: 'limit', value: 5 } }])

    const renamed = (await current()).features.map((one) => (one.code === code ? { ...one, name: 'Renamed' } : one))
    const limits = { ...newPackage(code, code, 7), id: grown.id }
    const changed = { features: renamed, packages: [...catalog.packages, limits] }
    assert.deepEqual(await apply(changed), { ...none, changed: added })
    assert.equal((await current()).packages.find((one) => one.code === code)?.id, grown.id)
    assert.deepEqual(await apply(catalog), { ...none, removed: added })
  })

  it('tells of every change, and of no other call', async () => {
    const told: object[] = []
    const end = part.database.onCommitted((rows) => {
      for (const { type, attributesJson } of rows.map(({ payload }) => Event.decode(payload)))
        if (type === 'catalog.updated') told.push(JSON.parse(Buffer.from(attributesJson).toString()))
    })
    const catalog = await current()
    const wanted = { ...catalog, features: [...catalog.features, newFeature('told')] }
    await apply(wanted, true)
    await apply(wanted)
    await apply(wanted)
    await apply(catalog)
    end()
    const entry = [{ kind: 'feature', code: 'told' }]
    assert.deepEqual(told, [
      { added: entry, changed: [], removed: [] },
      { added: [], changed: [], removed: entry },
    ])
  })

  it('names the features that plans lose, with their packages and how many have them', async () => {
    const catalog = await current()
    const wanted = {
      features: [...catalog.features, newFeature('lost'), newFeature('boosted'), newFeature('free')],
      packages: [...catalog.packages, newPackage('held', 'lost', 5), newPackage('other', 'lost', 5)],
    }
    assert.deepEqual((await apply(wanted)).lost, [])
    const held = given((await current()).packages.find(({ code }) => code === 'held'))
    const assigned = (owner: string, ended: string) =>
      part.database.query({
        text: `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor, ended_at)
          VALUES ($1, $2, $3, 'active', plinth_now(), plinth_now(), ${ended})`,
        values: [make.id('asg'), owner, held.id],
      })
    for (const owner of ['wks_1', 'wks_1', 'ns_2']) await assigned(owner, 'NULL')
    await assigned('wks_3', 'plinth_now()')
    await part.database.query({
      text: `INSERT INTO boost (id, owner_id, feature_code, type, limit_value, duration, starts_at)
        VALUES ('bst_lost', 'wks_4', 'boosted', 'add_limit', 5, 'permanent', plinth_now())`,
    })
    const inactive = new Set(['lost', 'boosted', 'free'])
    const off = {
      ...wanted,
      features: wanted.features.map((one) => ({ ...one, isActive: one.isActive && !inactive.has(one.code) })),
    }
    const lost = [
      { code: 'boosted', packages: [], owners: 1, ownersIsExact: true },
      { code: 'lost', packages: ['held', 'other'], owners: 2, ownersIsExact: true },
    ]
    assert.deepEqual((await apply(off, true)).lost, lost)
    const without = {
      features: wanted.features.filter(({ code }) => code !== 'lost'),
      packages: wanted.packages.map((one) => ({
        ...one,
        features: one.features.filter(({ code }) => code !== 'lost'),
      })),
    }
    assert.deepEqual((await apply(without, true)).lost, [lost[1]])

    const counted = { query: { page: 1, perPage: 100, filters: [], sort: [] }, withAssignments: true }
    const { packages } = await service().listPackages(counted, { context: asOperator() })
    assert.deepEqual(packages.find(({ code }) => code === 'held')?.assignments, { count: 3, isExact: true })
    assert.deepEqual(packages.find(({ code }) => code === 'other')?.assignments, { count: 0, isExact: true })
    const asked = service().listPackages(counted, { context: asUser() })
    await assert.rejects(asked, { code: 'INSUFFICIENT_PERMISSIONS' })

    await part.database.query({ text: `DELETE FROM package_assignment WHERE package_id = $1`, values: [held.id] })
    await part.database.query({ text: `DELETE FROM boost WHERE id = 'bst_lost'` })
    await apply(catalog)
  })

  it('counts who has a feature or package to 1,000, from the index, whatever there was in the past', async () => {
    const catalog = await current()
    await apply({
      features: [...catalog.features, newFeature('many')],
      packages: [...catalog.packages, newPackage('many', 'many', 5)],
    })
    const row = (n: string, ended: string) => `SELECT 'asg_many' || ${n}, 'wks_' || ${n}, (SELECT id FROM package
      WHERE code = 'many'), 'active', plinth_now(), plinth_now(), ${ended} FROM generate_series(1, 20000) n`
    await fill(part.database, [
      `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor, ended_at)
        ${row("'old' || n", 'plinth_now()')} UNION ALL ${row('n', 'NULL')}`,
      `INSERT INTO boost (id, owner_id, feature_code, type, limit_value, duration, starts_at, ended_at)
        SELECT 'bst_' || n, 'wks_' || n, 'many', 'enable', 0, 'permanent', plinth_now(), CASE WHEN n > 5 THEN plinth_now() END
        FROM generate_series(1, 20000) n`,
      'ANALYZE',
    ])
    const holders = await part.database.transaction((tx) => findHolders(tx, ['many']))
    assert.deepEqual(holders, new Map([['many', { owners: 1_001, isExact: false }]]))
    const { db, seen } = explaining(part.database)
    const { rows } = await pagePackages(db, undefined, true)
    assert.equal(rows.find(({ code }) => code === 'many')?.assigned, 1_001)
    for (const { wholeTables, text } of seen)
      assert.ok(!wholeTables.includes('package_assignment') && !wholeTables.includes('boost'), text)
    assert.ok(Math.max(...seen.map(({ rowsRead, entriesRead }) => rowsRead + entriesRead)) < 5_000)
    await fill(part.database, [`DELETE FROM package_assignment WHERE id LIKE 'asg_many%'`, 'DELETE FROM boost'])
    await apply(catalog)
  })

  it('is refused to whoever changes a version that is not the present one', async () => {
    const { catalog, version } = await service().getCatalog({}, { context: asUser() })
    const before = given(catalog)
    const changed = { ...before, features: [...before.features, newFeature('versioned')] }
    const asked = (isDryRun: boolean) => apply(changed, isDryRun, { ...asOperator(), ifMatchVersion: version })
    await asked(true)
    await asked(false)
    for (const isDryRun of [true, false]) await assert.rejects(asked(isDryRun), { code: 'PRECONDITION_FAILED' })
    assert.ok((await service().getCatalog({}, { context: asUser() })).version > version)
    await apply(before)
  })

  it('refuses a catalogue that contradicts itself, naming the field, and keeps what it was', async () => {
    const catalog = await current()
    const dangling = { ...catalog, packages: [...catalog.packages, newPackage('x', 'nobody', 1)] }
    await assert.rejects(apply(dangling), {
      code: 'VALIDATION_ERROR',
      details: { [`packages.${catalog.packages.length}.features.0.code`]: ['The feature nobody does not exist.'] },
    })
    assert.deepEqual(await current(), catalog)
  })

  it('is changed by operators only', async () => {
    await assert.rejects(apply(await current(), false, asUser()), { code: 'INSUFFICIENT_PERMISSIONS' })
  })

  it('is changed by one at a time: of many at once each applies whole', async () => {
    const catalog = await current()
    const wanted = Array.from({ length: 6 }, (_, at) => ({
      features: [...catalog.features, newFeature(`race_${at}`)],
      packages: [...catalog.packages, newPackage(`race_${at}`, `race_${at}`, at)],
    }))
    await Promise.all(wanted.map((one) => apply(one)))
    const raced = codesOf((await current()).packages).filter((code) => code.startsWith('race_'))
    assert.equal(raced.length, 1)
    await apply(catalog)
  })

  it('is read again by a process that lives through a restore, and its lost version is given to no other', async () => {
    const read = catalogReader()
    const version = async (): Promise<number> => given((await service().getCatalog({}, { context: asUser() })).version)
    const isKnown = async (code: string) => (await read(part.database, await version())).features.has(code)
    const backedUp = { catalog: await current(), version: await version() }
    const added = (code: string): Catalog => ({
      ...backedUp.catalog,
      features: [...backedUp.catalog.features, newFeature(code)],
    })

    await apply(added('lost_by_restore'))
    const lost = await version()
    assert.equal(await isKnown('lost_by_restore'), true)
    await part.database.query({ text: `DELETE FROM feature WHERE code = 'lost_by_restore'` })
    await part.database.query({ text: 'UPDATE catalog_state SET version = $1', values: [backedUp.version] })
    assert.equal(await isKnown('lost_by_restore'), false)

    await apply(added('after_restore'))
    assert.notEqual(await version(), lost)
    await apply(backedUp.catalog)
  })

  it('lists features and packages, by page and search', async () => {
    const query = {
      ...{ page: 1, perPage: 2, sort: [{ field: 'code', descending: false }] },
      filters: [{ field: 'search', operator: 4 as const, value: 'plinth.' }],
    }
    const { features, page } = await service().listFeatures({ query }, { context: asUser() })
    assert.deepEqual([codesOf(features), page?.total], [['plinth.api_keys', 'plinth.members'], 4])
    const packages = await service().listPackages({ withAssignments: false }, { context: asUser() })
    assert.equal(packages.page?.total, 4)
  })
})

describe('two services that start on one database at once', () => {
  it('make one catalogue', async () => {
    const [{ count } = { count: 0 }] = await part.database.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM entitlement_log WHERE action = 'catalog.updated' AND actor_id = ''`,
    })
    assert.equal(count, 1)
  })
})

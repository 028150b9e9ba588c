import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import {
  type Catalog,
  CatalogServiceService,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { make, type startPart } from '@plinth/testkit'
import { makeFirstCatalog } from '../src/catalog/verbs.ts'
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
const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('the catalogue', () => {
  it('has a package per tier at first start, made once however often it is begun', async () => {
    const { packages } = await current()
    assert.deepEqual(codesOf(packages).sort(), ['business', 'enterprise', 'free', 'pro'])
    await Promise.all(Array.from({ length: 5 }, () => makeFirstCatalog(part.database, part.clock)))
    assert.deepEqual((await current()).packages, packages)
  })

  it('applies what was exported without a change', async () => {
    assert.deepEqual(await apply(await current()), { added: [], changed: [], removed: [] })
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
    assert.deepEqual(await apply(wanted, true), { added, changed: [], removed: [] })
    assert.deepEqual(await current(), catalog)
    assert.deepEqual(await apply(wanted), { added, changed: [], removed: [] })
    const grown = given((await current()).packages.find((one) => one.code === code))
    assert.deepEqual(grown.features, [{ code, grant: { $case: 'limit', value: 5 } }])

    const renamed = (await current()).features.map((one) => (one.code === code ? { ...one, name: 'Renamed' } : one))
    const limits = { ...newPackage(code, code, 7), id: grown.id }
    const changed = { features: renamed, packages: [...catalog.packages, limits] }
    assert.deepEqual(await apply(changed), { added: [], changed: added, removed: [] })
    assert.equal((await current()).packages.find((one) => one.code === code)?.id, grown.id)
    assert.deepEqual(await apply(catalog), { added: [], changed: [], removed: added })
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

  it('lists features and packages, by page and search', async () => {
    const query = {
      ...{ page: 1, perPage: 2, sort: [{ field: 'code', descending: false }] },
      filters: [{ field: 'search', operator: 4 as const, value: 'plinth.' }],
    }
    const { features, page } = await service().listFeatures({ query }, { context: asUser() })
    assert.deepEqual([codesOf(features), page?.total], [['plinth.api_keys', 'plinth.members'], 4])
    const packages = await service().listPackages({}, { context: asUser() })
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

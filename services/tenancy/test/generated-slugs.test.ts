import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { startNamespaces } from './namespaces.ts'
import { asUser } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startNamespaces>>
before(async () => {
  tenancy = await startNamespaces()
  await tenancy.part.database.query({ text: 'CREATE SEQUENCE chance' })
})

const taken = 'taken'
const keyed = (userId: string) => asUser(userId, { idempotency: make.idempotency() })

/** From now on the slugs of rows with this name come out as the one that is taken, so many times. */
async function meet(table: 'workspace' | 'namespace', name: string, times: number): Promise<void> {
  const { database } = tenancy.part
  await database.query({
    text: `CREATE OR REPLACE FUNCTION meet_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.name = '${name}' AND nextval('chance') <= ${times} THEN NEW.slug := '${taken}'; END IF;
        RETURN NEW;
      END $$`,
  })
  await database.query({
    text: `CREATE OR REPLACE TRIGGER meet BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION meet_${table}()`,
  })
  await database.query({ text: `SELECT setval('chance', 1, false)` })
}

describe('a generated slug that is another’s by chance', () => {
  it('is generated again for a workspace', async () => {
    await tenancy.create(asUser(), { slug: taken })
    await meet('workspace', 'Chance', 2)
    const context = keyed(make.id('usr'))
    const made = await tenancy.create(context, { name: 'Chance' })
    assert.match(made.slug, /^chance-[a-z0-9]{6}$/)
    assert.deepEqual(await tenancy.create(context, { name: 'Chance' }), made)
    const types = (await tenancy.eventsOf(made.id)).map(({ type }) => type).sort()
    assert.deepEqual(types, ['member.added', 'namespace.created', 'workspace.created'])
  })

  it('is generated again for one of several that are made at once, and none of them hears of it', async () => {
    await meet('workspace', 'Chances', 2)
    const made = await Promise.all(
      Array.from({ length: 10 }, () => tenancy.create(keyed(make.id('usr')), { name: 'Chances' })),
    )
    for (const { slug } of made) assert.match(slug, /^chances-[a-z0-9]{6}$/)
  })

  it('is generated again for a namespace', async () => {
    const { as, admin } = await tenancy.team()
    await tenancy.createNamespace(as(admin), { slug: taken })
    await meet('namespace', 'Chance', 2)
    const made = await tenancy.createNamespace(as(admin), { name: 'Chance' })
    assert.match(made.slug, /^chance-[a-z0-9]{6}$/)
  })

  it('stays a refusal where the caller chose the slug', async () => {
    const { as, admin } = await tenancy.team()
    const conflict = { code: 'DUPLICATE_RESOURCE', details: { conflicting_field: ['slug'] } }
    await assert.rejects(tenancy.create(asUser(), { slug: taken }), conflict)
    await tenancy.createNamespace(as(admin), { slug: taken })
    await assert.rejects(tenancy.createNamespace(as(admin), { slug: taken }), conflict)
  })
})

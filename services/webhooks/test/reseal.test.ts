import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { make } from '@plinth/testkit'
import { resealSecrets } from '../src/housekeeping/reseal.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

describe('a new secrets key', () => {
  it('seals every endpoint’s secrets anew, that of a rotation too, however many there are, and then no more', async () => {
    const { database, endpoints, part } = harness
    const context = make.context()
    const made = await Promise.all(
      Array.from({ length: 5 }, async () => (await endpoints.createEndpoint(newEndpoint(), { context })).secret),
    )
    const ids = (await database.query<{ id: string }>({ text: 'SELECT id FROM endpoint' })).map(({ id }) => id)
    await endpoints.rotateEndpointSecret({ id: ids[0] ?? '', gracePeriodHours: 1, secret: '' }, { context })
    await database.query({
      text: `INSERT INTO endpoint SELECT r.* FROM endpoint e, generate_series(1, 500) n,
               LATERAL jsonb_populate_record(e, jsonb_build_object('id', 'whk_' || n)) r WHERE e.id = $1`,
      values: [ids[0]],
    })
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)]
    const before = part.infra.secrets
    const both = { ...secretBox([newKey, oldKey]), open: before.open }
    const sealed = async () =>
      database.query<{ id: string; now: Buffer; then: Buffer | null; version: number }>({
        text: 'SELECT id, sealed_secret AS now, sealed_previous_secret AS then, version FROM endpoint ORDER BY id',
      })
    const were = await sealed()
    assert.equal(await resealSecrets(database, both, { withClearHeaders: false }), 505)
    const alone = secretBox([newKey])
    const are = await sealed()
    assert.deepEqual(
      are.map((row) => [alone.open(row.now), row.then && alone.open(row.then), row.version]),
      were.map((row) => [before.open(row.now), row.then && before.open(row.then), row.version]),
    )
    assert.ok(made.some((secret) => are.some((row) => alone.open(row.now).toString() === secret)))
    assert.equal(await resealSecrets(database, alone, { withClearHeaders: false }), 0)
  })
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { make } from '@plinth/testkit'
import { resealSecrets, stillUnopened } from '../src/housekeeping/reseal.ts'
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

  it('seals all that it opens, though no key opens what lies between', async () => {
    const { database, endpoints, part } = harness
    const context = make.context()
    const { open } = part.infra.secrets
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        endpoints.createEndpoint(newEndpoint({ headers: { Authorization: 'of another system' } }), { context }),
      ),
    )
    const ids = made.map(({ endpoint }) => endpoint?.id ?? '').sort()
    const [lost = '', changed = ''] = ids
    const set = (text: string, id: string) =>
      database.query({ text: `UPDATE endpoint SET ${text} WHERE id = $1`, values: [id] })
    await set(`sealed_secret = '\\x00112233' || substring(sealed_secret FROM 5)`, lost)
    await set(`sealed_headers = sealed_headers || '\\x00'`, changed)
    const newKey = randomBytes(32)
    const stored = () =>
      database.query<{ id: string; secret: Buffer; headers: Buffer }>({
        text: 'SELECT id, sealed_secret AS secret, sealed_headers AS headers FROM endpoint WHERE id = ANY($1) ORDER BY id',
        values: [ids],
      })
    const were = await stored()
    for (const withClearHeaders of [false, true]) {
      const unopened: string[] = []
      const onUnopened = (some: readonly string[]) => unopened.push(...some)
      const box = {
        ...secretBox([newKey]),
        open: (sealed: Buffer) =>
          sealed.subarray(0, 4).equals(secretBox([newKey]).prefix) ? secretBox([newKey]).open(sealed) : open(sealed),
      }
      await resealSecrets(database, box, { withClearHeaders, onUnopened })
      assert.deepEqual(unopened.filter((id) => ids.includes(id)).sort(), [lost, changed])
    }
    const alone = secretBox([newKey])
    const are = await stored()
    assert.deepEqual(are[0]?.secret, were[0]?.secret)
    assert.deepEqual(are[1]?.headers, were[1]?.headers)
    for (const { secret } of are.slice(1)) assert.match(alone.open(secret).toString(), /^whsec_/)
    for (const { headers } of [...are.slice(0, 1), ...are.slice(2)])
      assert.deepEqual(JSON.parse(alone.open(headers).toString()), { Authorization: 'of another system' })
  })

  it('names no endpoint that is deleted, and forgets a secret whose grace is over', async () => {
    const { database, endpoints, part } = harness
    const context = make.context()
    const made = await Promise.all([1, 2].map(() => endpoints.createEndpoint(newEndpoint(), { context })))
    const [deleted = '', rotated = ''] = made.map(({ endpoint }) => endpoint?.id ?? '')
    await endpoints.rotateEndpointSecret({ id: rotated, gracePeriodHours: 1, secret: '' }, { context })
    const lost = `'\\x00112233' || substring(sealed_secret FROM 5)`
    await database.query({
      text: `UPDATE endpoint SET deleted_at = plinth_now(), sealed_secret = ${lost} WHERE id = $1`,
      values: [deleted],
    })
    await database.query({
      text: `UPDATE endpoint SET previous_secret_until = plinth_now(), sealed_previous_secret = ${lost} WHERE id = $1`,
      values: [rotated],
    })
    const unopened: string[] = []
    const onUnopened = (ids: readonly string[]) => unopened.push(...ids)
    await resealSecrets(database, part.infra.secrets, { withClearHeaders: false, onUnopened })
    assert.deepEqual(
      unopened.filter((id) => id === deleted || id === rotated),
      [],
    )
    const rows = await database.query<{ previous: Buffer | null }>({
      text: 'SELECT sealed_previous_secret AS previous FROM endpoint WHERE id = $1',
      values: [rotated],
    })
    assert.deepEqual(rows, [{ previous: null }])
  })

  it('counts an endpoint no more once its owner has made a new secret, or deleted it', async () => {
    const { database, endpoints, part } = harness
    const context = make.context()
    const made = await Promise.all([1, 2, 3].map(() => endpoints.createEndpoint(newEndpoint(), { context })))
    const ids = made.map(({ endpoint }) => endpoint?.id ?? '')
    await database.query({
      text: `UPDATE endpoint SET sealed_secret = '\\x00112233' || substring(sealed_secret FROM 5) WHERE id = ANY ($1)`,
      values: [ids],
    })
    const still = () => stillUnopened(database, part.infra.secrets, ids)
    assert.deepEqual([...(await still())].sort(), ids.toSorted())
    await endpoints.rotateEndpointSecret({ id: ids[0] ?? '', gracePeriodHours: 0, secret: '' }, { context })
    await endpoints.deleteEndpoint({ id: ids[1] ?? '' }, { context })
    assert.deepEqual(await still(), [ids[2]])
  })
})

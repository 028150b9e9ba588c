import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { api } from '../../src/api.ts'
import { startReplicatedMesh } from '../../src/replicas/replicated-mesh.ts'
import { figuresText, underLoad } from '../../src/replicas/under-load.ts'

describe('rotating SECRETS_KEY under load', () => {
  it('in three rolls fails no request and loses no event; what the old key sealed is read, then sealed anew', async (t) => {
    const plinth = await startReplicatedMesh()
    after(() => plinth.stop())
    const [url = ''] = plinth.urls
    const operator = api(url, plinth.operatorKey)
    const person = { name: 'Ada', email: `ada-${randomUUID()}@example.com` }
    const once = { idempotencyKey: randomUUID() }
    const first = await operator.post('/users', person, once)
    assert.equal(first.status, 201)

    const { SECRETS_KEY: oldKey = '' } = plinth.settings
    const newKey = randomBytes(32).toString('base64')
    const services = plinth.replicas.filter(({ part }) => part !== 'gateway')
    const roll = async (keys: string) => {
      // One of each pair, then the other.
      for (const turn of [0, 1])
        await Promise.all(
          services
            .filter((_, at) => at % 2 === turn)
            .map((replica) => replica.replace({ ...plinth.settings, SECRETS_KEY: keys })),
        )
    }
    const figures = await underLoad(plinth, async () => {
      await roll(`${oldKey},${newKey}`)
      await roll(`${newKey},${oldKey}`)
      const again = await operator.post('/users', person, once)
      assert.deepEqual([again.status, again.text], [201, first.text])
      await roll(newKey)
    })
    t.diagnostic(`18 processes replaced; ${figuresText(figures)}`)
    assert.deepEqual(figures.failures.slice(0, 5), [])
    assert.deepEqual(figures.lost.slice(0, 5), [])
    assert.deepEqual([figures.twice, figures.badlySigned], [0, 0])
  })
})

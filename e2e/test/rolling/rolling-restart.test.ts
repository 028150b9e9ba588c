import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { startReplicatedMesh } from '../../src/replicas/replicated-mesh.ts'
import { figuresText, underLoad } from '../../src/replicas/under-load.ts'

const rounds = Number(process.env['ROLLING_ROUNDS'] ?? 1)

describe('a rolling restart under load', () => {
  it('of every process, one after the other: no request fails, no event is lost, none comes twice', async (t) => {
    const plinth = await startReplicatedMesh()
    after(() => plinth.stop())
    const figures = await underLoad(plinth, async () => {
      for (let round = 0; round < rounds; round++) for (const replica of plinth.replicas) await replica.replace()
    })
    t.diagnostic(`${rounds * plinth.replicas.length} processes replaced; ${figuresText(figures)}`)
    assert.ok(figures.events > 0)
    assert.deepEqual(figures.failures.slice(0, 5), [])
    assert.deepEqual(figures.lost.slice(0, 5), [])
    assert.equal(figures.twice, 0)
  })
})

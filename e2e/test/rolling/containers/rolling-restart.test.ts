import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { startContainerMesh } from '../../../src/replicas/container-mesh.ts'
import { figuresText, underLoad } from '../../../src/replicas/under-load.ts'

const parts = ['identity', 'tenancy', 'webhooks', 'gateway']
const rounds = Number(process.env['ROLLING_ROUNDS'] ?? 1)

describe('a rolling restart of containers under load', () => {
  it('finds every new one by its name and drains every old one: no request fails, no event is lost, none comes twice', async (t) => {
    const plinth = await startContainerMesh()
    after(() => plinth.stop())
    const waits: string[] = []
    const figures = await underLoad(plinth, async () => {
      for (let round = 0; round < rounds; round++)
        for (const part of parts) {
          const alike = plinth.replicas.filter((replica) => replica.part === part)
          const tookMs = await alike[round % alike.length]?.replace()
          waits.push(`${part} ${Math.round(tookMs ?? Number.NaN)} ms`)
        }
    })
    t.diagnostic(`${waits.length} containers replaced; ${figuresText(figures)}`)
    t.diagnostic(`first call after it was healthy: ${waits.join(', ')}`)
    assert.equal(waits.length, rounds * parts.length)
    assert.ok(figures.events > 0)
    assert.deepEqual(figures.failures.slice(0, 5), [])
    assert.deepEqual(figures.lost.slice(0, 5), [])
    assert.equal(figures.twice, 0)
    assert.equal(figures.badlySigned, 0)
  })
})

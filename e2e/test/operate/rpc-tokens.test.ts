import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, it } from 'node:test'
import type { PartName } from '@plinth/kit/part'
import { type Replica, startReplicatedMesh } from '../../src/replicas/replicated-mesh.ts'
import { figuresText, underLoad } from '../../src/replicas/under-load.ts'

type Env = Record<string, string>
const services = ['identity', 'tenancy', 'webhooks'] as const
const variable = (part: PartName) => `RPC_${part.toUpperCase()}_TOKEN`
const newToken = () => randomBytes(32).toString('base64url')

describe('the tokens between parts, under load', () => {
  it('become one for each service, and no request fails', async (t) => {
    const plinth = await startReplicatedMesh({ settings: { RPC_TOKEN: newToken() } })
    after(() => plinth.stop())
    const { RPC_TOKEN: shared = '', ...settings } = plinth.settings
    const tokens: Env = Object.fromEntries(services.map((part) => [variable(part), newToken()]))
    let replaced = 0
    // One of each pair, then the other.
    const roll = async (parts: readonly PartName[], envOf: (part: PartName) => Env) => {
      for (const turn of [0, 1]) {
        const due = parts.flatMap((part): Replica[] =>
          plinth.replicas.filter((one) => one.part === part).slice(turn, turn + 1),
        )
        replaced += due.length
        await Promise.all(due.map((one) => one.replace({ ...settings, ...envOf(one.part) })))
      }
    }
    const own = (part: PartName): Env =>
      part === 'gateway' ? tokens : { [variable(part)]: tokens[variable(part)] ?? '' }
    // Both ways that a page names: RPC_TOKEN beside a service's own, and a list with the old one in it.
    const both = (part: PartName): Env =>
      part === 'identity'
        ? { RPC_IDENTITY_TOKEN: `${shared},${tokens['RPC_IDENTITY_TOKEN']}` }
        : { ...own(part), RPC_TOKEN: shared }

    const figures = await underLoad(plinth, async () => {
      await roll(services, both)
      await roll(['gateway'], () => ({ ...tokens, RPC_IDENTITY_TOKEN: `${tokens['RPC_IDENTITY_TOKEN']},${shared}` }))
      await roll(services, own)
    })
    t.diagnostic(`${replaced} processes replaced; ${figuresText(figures)}`)
    assert.deepEqual(figures.failures.slice(0, 5), [])
    assert.deepEqual(figures.lost.slice(0, 5), [])
    assert.deepEqual([figures.twice, figures.badlySigned], [0, 0])
  })
})

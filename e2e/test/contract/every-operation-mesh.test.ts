import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { askValid, assertHeaders } from '@plinth/gateway/every-operation'
import { operations } from '@plinth/gateway/operations'
import { type RealWorld, realWorld } from '../../src/contract/real-world.ts'
import { promisesOfReplays } from '../../src/contract/replays.ts'
import { startMesh } from '../../src/mesh.ts'

// Everything that can be asked is asked of one process; here, what travels between processes.
describe('every operation as four processes', () => {
  let world: RealWorld
  before(async () => {
    world = await realWorld((env) => startMesh({ env }))
  })
  after(() => world?.stop())

  for (const operation of operations) {
    describe(operation.id, () => {
      it(`${operation.status}`, async () => {
        const answer = await askValid(world, operation)
        assert.equal(answer.status, operation.status, answer.text)
        assertHeaders(answer)
      })
      promisesOfReplays(operation, () => world)
    })
  }
})

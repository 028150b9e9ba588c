import { after, before, describe } from 'node:test'
import { promises } from '@plinth/gateway/every-operation'
import { operations } from '@plinth/gateway/operations'
import { promisesAcrossTenants } from '../../src/contract/across-tenants.ts'
import { type RealWorld, realWorld } from '../../src/contract/real-world.ts'
import { promisesOfReplays } from '../../src/contract/replays.ts'
import { promisesOfRoles } from '../../src/contract/roles.ts'
import { promisesOfVersions } from '../../src/contract/versions.ts'
import { startOneProcess } from '../../src/one-process.ts'

describe('every operation on the real services', () => {
  let world: RealWorld
  before(async () => {
    world = await realWorld(startOneProcess)
  })
  after(() => world?.stop())

  for (const operation of operations) {
    describe(operation.id, () => {
      promises(operation, () => world)
      promisesAcrossTenants(operation, () => world)
      promisesOfReplays(operation, () => world)
      promisesOfRoles(operation, () => world)
      promisesOfVersions(operation, () => world)
    })
  }
})

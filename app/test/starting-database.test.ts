import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DedicatedServer, dedicatedServer } from '@plinth/testkit'
import { reachDatabase } from '../src/drivers/databases.ts'

describe('a database server', () => {
  let server: DedicatedServer
  before(async () => {
    server = await dedicatedServer('postgres')
  })
  after(() => server?.stop())

  const reach = () => {
    const url = server.url.replace(/\/postgres$/, '/plinth_tenancy')
    const migrations = new URL('none/', import.meta.url)
    const nothing = { sealedValues: [], evidence: [] }
    return reachDatabase({ part: 'tenancy', url, variable: 'TENANCY_DATABASE_URL', migrations, ...nothing })
  }

  it('that is being started anew is waited for', async () => {
    await server.kill()
    const reaching = reach()
    reaching.catch(() => undefined)
    await server.start()
    await reaching
  })

  it('that stays away refuses the start', async () => {
    await server.kill()
    await assert.rejects(reach(), /^Refusal: TENANCY_DATABASE_URL: .*ECONNREFUSED.*start the server/)
    await server.start()
  })
})

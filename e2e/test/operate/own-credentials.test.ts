import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PartName } from '@plinth/kit/part'
import { eventually } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { firstDelivery } from '../../src/journeys/first-delivery.contract.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { natsWithUsers, redisWithUsers, type ServerWithUsers } from '../../src/server-users.ts'
import { newTenant } from '../../src/tenant.ts'

const parts: readonly PartName[] = ['gateway', 'identity', 'tenancy', 'webhooks']

/** Four parts, each with what deploy/ gives to it alone: a token, a user of NATS, of Redis. */
async function startWithUsers(): Promise<{ mesh: Mesh; stop: () => Promise<void> }> {
  const [nats, redis]: ServerWithUsers[] = await Promise.all([natsWithUsers(), redisWithUsers()])
  assert.ok(nats && redis)
  const own = (part: PartName) => ({
    NATS_URL: nats.urlOf(part),
    REDIS_URL: part === 'gateway' ? redis.urlOf(part) : '',
  })
  const partEnvs = Object.fromEntries(parts.map((part) => [part, own(part)]))
  const mesh = await startMesh({
    nats: { ...nats, wipe: async () => undefined },
    redis,
    partEnvs,
    env: { LOG_FORMAT: 'json' },
  })
  return {
    mesh,
    stop: async () => {
      await mesh.stop()
      await redis.stop()
    },
  }
}

let plinth: Awaited<ReturnType<typeof startWithUsers>>
before(async () => {
  plinth = await startWithUsers()
})
after(() => plinth.stop())

firstDelivery('as four processes with credentials of their own', async () => ({
  ...plinth.mesh,
  stop: async () => undefined,
}))

describe('four processes with credentials of their own', () => {
  it('revoke a key, remove a member and its keys, and count limits', async () => {
    const tenant = await newTenant(plinth.mesh)
    const other = await newTenant(plinth.mesh)
    const operator = api(plinth.mesh.url, plinth.mesh.operatorKey)
    const members = `/workspaces/${tenant.workspace.id}/members`
    const added = await operator.post(members, { user_id: other.user.id, role: 'member' })
    assert.equal(added.status, 201, added.text)
    const wanted = { name: 'CI', user_id: other.user.id, scopes: ['read:workspaces'] }
    const made = await operator.post('/api-keys', wanted, { workspace: tenant.workspace.id })
    assert.equal(made.status, 201, made.text)
    const { key }: { key: string } = JSON.parse(made.text).data
    const theirs = api(plinth.mesh.url, key)
    const read = await theirs.get(`/workspaces/${tenant.workspace.id}`)
    assert.equal(read.status, 200, read.text)
    assert.ok(Number(read.headers.get('x-ratelimit-remaining')) >= 0)
    assert.equal((await tenant.api.delete(`${members}/${other.user.id}`)).status, 204)
    // Identity hears of it by event.
    await eventually(async () => assert.equal((await theirs.get('/user')).status, 401))
  })

  it('wrote no line of a refusal', async () => {
    for (const part of parts) {
      const said = plinth.mesh.output(part)
      assert.doesNotMatch(
        said,
        /NATS refused|permissions violation|NOPERM|may not call this method|have the same value/i,
        part,
      )
      assert.doesNotMatch(said, /"level":"error"/, part)
    }
  })
})

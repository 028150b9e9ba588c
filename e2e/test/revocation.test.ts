import assert from 'node:assert/strict'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type DedicatedNats, dedicatedNats, type TcpProxy, tcpProxy } from '@plinth/testkit'
import { type Api, api } from '../src/api.ts'
import { type KeyUse, useKeys } from '../src/key-use.ts'
import { type Mesh, startMesh } from '../src/mesh.ts'
import { seeded } from '../src/random.ts'
import { created } from '../src/tenant.ts'

/** How many keys are revoked in all; half of them while one gateway is cut off. */
const revocations = Number(process.env['TEST_REVOCATIONS'] ?? 60)
const atOnce = 10
const random = seeded()
/** So many revocations begin and are answered before the line is mended, and so many before it is cut again. */
const whileCutMin = 10
const whileMendedMin = 5

interface Line {
  isCut: boolean
  period: number
  /** In this period, from begin to end. */
  answered: number
}

interface Revocation {
  /** Which gateway. */
  through: number
  wasCut: boolean
  ms: number
}

describe('a revocation, on three gateways of which one is cut off from NATS', () => {
  let nats: DedicatedNats
  let proxy: TcpProxy
  let plinth: Mesh
  let operator: Api
  let owner: { userId: string; workspaceId: string }
  let manager: string
  let use: KeyUse

  before(async () => {
    nats = await dedicatedNats()
    proxy = await tcpProxy(new URL(nats.url).host)
    plinth = await startMesh({
      nats,
      env: { IDENTITY_ACTIVE_KEYS_MAX: '10000', GATEWAY_TRUSTED_PROXIES: '127.0.0.1' },
      gateways: [{}, {}, { NATS_URL: `nats://${proxy.address}` }],
    })
    operator = api(plinth.url, plinth.operatorKey)
    const user = created(await operator.post('/users', { name: 'Ada', email: 'ada@example.com' }))
    const workspace = created(
      await operator.post('/workspaces', { name: 'Acme', owner_id: user.id, tier: 'enterprise' }),
    )
    owner = { userId: user.id, workspaceId: workspace.id }
    manager = (await newKey(['manage:all'])).key
    use = useKeys(
      plinth.gateways.map(({ url }) => url),
      2,
      random.seed + 1,
    )
    // A gateway that has just started waits out its first rounds.
    await revoke(0)
  })
  after(async () => {
    await use?.stop()
    await plinth?.stop()
    await proxy?.stop()
  })

  const newKey = async (scopes = ['read:all'], limits: { expires_at?: string } = {}) => {
    const body = { name: 'One of many', user_id: owner.userId, scopes, ...limits }
    const made = created(await operator.post('/api-keys', body, { workspace: owner.workspaceId }))
    return { id: made.id, key: String(made['key']) }
  }

  /** Every gateway knows the key when it is revoked through one, and is asked the moment that one has answered. */
  const revoke = async (through: number): Promise<number> => {
    const { id, key } = await newKey()
    use.add(key)
    assert.deepEqual(await use.ask(key), [200, 200, 200])
    const begunMs = performance.now()
    const answer = await deleteKey(plinth.gateways[through]?.url ?? '', manager, id)
    const ms = performance.now() - begunMs
    use.revoked(key)
    assert.equal(answer, 204)
    assert.deepEqual(await use.ask(key), [401, 401, 401])
    return ms
  }

  /** `period` changes when the line is cut or mended: a revocation counts for one when it lay in it as a whole. */
  const revokeMany = async (count: number, line: Line = { isCut: false, period: 0, answered: 0 }) => {
    const done: Revocation[] = []
    let left = count
    const worker = async () => {
      while (left-- > 0) {
        const through = random.int(0, 2)
        const { isCut: wasCut, period } = line
        done.push({ through, wasCut, ms: await revoke(through) })
        if (line.period === period) line.answered++
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return done
  }

  const nothingAccepted = (t: TestContext) => {
    const { requests, begunAfter, accepted, failed } = use.seen
    t.diagnostic(`SEED=${random.seed}`)
    t.diagnostic(`${requests} requests so far, ${begunAfter} begun after the 204, ${accepted.length} of them accepted`)
    assert.deepEqual([accepted, failed], [[], []])
    assert.ok(begunAfter > 0)
  }

  it('holds for every request that begins after the 204, while all hear each other', async (t) => {
    t.diagnostic(times(await revokeMany(revocations / 2)))
    nothingAccepted(t)
  })

  it('holds while one is cut off, through it and through the others', async (t) => {
    const line: Line = { isCut: false, period: 0, answered: 0 }
    let isOver = false
    const turn = async (isCut: boolean, answeredMin: number) => {
      Object.assign(line, { isCut, period: line.period + 1, answered: 0 })
      while (!isOver && line.answered < answeredMin) await wait(50)
    }
    // Were an answer to wait for the line, the line would wait for the answer for ever.
    const cutting = async () => {
      for (let times = 0; !isOver; times++) {
        proxy.cut()
        // Every second time it notices at once; otherwise it does not.
        if (times % 2 === 1) proxy.reset()
        await turn(true, whileCutMin)
        proxy.mend()
        await turn(false, whileMendedMin)
      }
    }
    const cut = cutting()
    const done = await revokeMany(revocations / 2, line).finally(() => {
      isOver = true
    })
    await cut
    const cutOff = 2
    const whileCut = done.filter(({ wasCut }) => wasCut)
    t.diagnostic(`through the others: ${times(whileCut.filter(({ through }) => through !== cutOff))}`)
    t.diagnostic(`through the one that is cut off: ${times(whileCut.filter(({ through }) => through === cutOff))}`)
    t.diagnostic(`just after it came back: ${times(done.filter(({ wasCut }) => !wasCut))}`)
    nothingAccepted(t)
  })

  it('holds at a gateway that was stopped with the key in its cache and goes on', async (t) => {
    const [, paused] = plinth.gateways
    const { id, key } = await newKey()
    assert.deepEqual(await use.ask(key), [200, 200, 200])
    paused?.pause()
    assert.equal(await deleteKey(plinth.url, manager, id), 204)
    use.revoked(key)
    const asked = use.ask(key)
    paused?.resume()
    assert.deepEqual(await asked, [401, 401, 401])
    nothingAccepted(t)
  })

  it('gives keys back with the answer of a reactivation, on every gateway, through one that is cut off too', async () => {
    const { id: userId } = created(await operator.post('/users', { name: 'Bea', email: 'bea@example.com' }))
    const { workspaceId } = owner
    created(await operator.post(`/workspaces/${workspaceId}/members`, { user_id: userId, role: 'member' }))
    const made = created(
      await operator.post('/api-keys', { name: 'Given back', user_id: userId }, { workspace: workspaceId }),
    )
    const key = String(made['key'])
    const change = async (through: number, verb: 'suspend' | 'reactivate') => {
      const { url = '' } = plinth.gateways[through] ?? {}
      assert.equal((await api(url, plinth.operatorKey).post(`/users/${userId}/${verb}`, {})).status, 200)
    }
    const thereAndBack = async (through: number) => {
      await change(through, 'suspend')
      assert.deepEqual(await use.ask(key), [401, 401, 401])
      await change(through, 'reactivate')
      assert.deepEqual(await use.ask(key), [200, 200, 200])
    }
    assert.deepEqual(await use.ask(key), [200, 200, 200])
    for (const through of [0, 1, 2]) await thereAndBack(through)
    proxy.cut()
    try {
      await thereAndBack(2)
    } finally {
      proxy.mend()
    }
  })

  it('leaves a key its life to the instant, on every gateway', async (t) => {
    // One that was not made, and asked with, before its end makes room for one with twice the life.
    const askedInTime = async (lifeMs: number): Promise<{ key: string; endMs: number }> => {
      const endMs = Date.now() + lifeMs
      const made = newKey(['read:all'], { expires_at: new Date(endMs).toISOString() })
      const asked = made.then(async ({ key }) => ({ key, statuses: await use.ask(key) }))
      await asked.catch(() => undefined)
      if (Date.now() >= endMs) return askedInTime(2 * lifeMs)
      const { key, statuses } = await asked
      assert.deepEqual(statuses, [200, 200, 200])
      return { key, endMs }
    }
    // Several times what making one takes now.
    const sinceMs = performance.now()
    await newKey()
    const { key, endMs } = await askedInTime(1_500 + Math.ceil(5 * (performance.now() - sinceMs)))
    let before = 1
    let after = 0
    while (after < 50) {
      const begunMs = Date.now()
      const statuses = await use.ask(key)
      if (Date.now() < endMs) {
        before++
        assert.deepEqual(statuses, [200, 200, 200])
      } else if (begunMs >= endMs) {
        after++
        assert.deepEqual(statuses, [401, 401, 401], `${begunMs - endMs} ms after its end`)
      }
    }
    t.diagnostic(`asked ${before} times before its end, ${after} times after it`)
  })

  it('holds while NATS is gone', async (t) => {
    await nats.kill()
    t.diagnostic(`took ${Math.round(await revoke(0))} ms`)
    nothingAccepted(t)
  })
})

async function deleteKey(url: string, manager: string, id: string): Promise<number> {
  const headers = { authorization: `Bearer ${manager}` }
  const answer = await fetch(`${url}/api/v1/api-keys/${id}`, { method: 'DELETE', headers })
  await answer.arrayBuffer()
  return answer.status
}

function times(revocations: readonly Revocation[]): string {
  const sorted = revocations.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  return `${sorted.length} revocations, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
}

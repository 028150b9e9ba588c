import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allOwners, changeTimes } from '@plinth/kit/owner-changes'
import type { CallOptions } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import {
  type BatchCheckEntitlementsRequest,
  type CheckEntitlementRequest,
  type CheckEntitlementResponse,
  Consistency,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import { make } from '@plinth/testkit'
import { cachedChecks, concerned } from './cached-checks.ts'

const fast: CheckEntitlementRequest = {
  ...{ namespaceIdOrUuid: 'ns_1', feature: 'storage', quantity: 1 },
  ...{ consistency: Consistency.CONSISTENCY_FAST, isExplained: false },
}
const by = (userId: string, fields: Partial<CallContext> = {}): CallOptions => ({
  context: make.context({ principal: make.principal({ userId }), workspaceId: 'wks_1', ...fields }),
})

interface SceneOptions {
  ttlMs?: number
  entriesMax?: number
  bytesMax?: number
  source?: CheckEntitlementResponse['source']
}

const fresh = { ownerIds: ['ns_1', 'wks_1'] }

function scene({ ttlMs = 3_000, entriesMax = 100, bytesMax = 100_000, ...given }: SceneOptions = {}) {
  const source = 'source' in given ? given.source : fresh
  const now = { ms: 100_000, wallMs: 1_000_000, isTrusted: true }
  const clock = { now: () => new Date(now.wallMs), monotonicMs: () => now.ms }
  const changes = changeTimes(() => now.ms, 1_000)
  let asked = 0
  let duringAnswer: () => void = () => undefined
  const requests: { maxAgeMs?: number | undefined }[] = []
  const service = {
    /** The number of the question is what is used. */
    async checkEntitlement(request: CheckEntitlementRequest): Promise<CheckEntitlementResponse> {
      requests.push(request)
      duringAnswer()
      const isFast = request.consistency === Consistency.CONSISTENCY_FAST
      const numbers = { currentUsage: ++asked, limit: undefined, available: undefined, isUnlimited: true }
      const facts = { isAllowed: true, reason: '', message: 'Storage is available.', isExact: !isFast, steps: [] }
      return { decision: { ...facts, ...numbers, asOf: new Date(now.wallMs) }, source: isFast ? source : undefined }
    },
    async batchCheckEntitlements(request: BatchCheckEntitlementsRequest) {
      requests.push(request)
      return { decisions: [] }
    },
    listEntitlements: async () => ({ entitlements: [] }),
  }
  const { entitlements: client, clear } = cachedChecks(service, {
    changes,
    clock,
    ttlMs,
    entriesMax,
    bytesMax,
    isTrusted: () => now.isTrusted,
  })
  const check = async (request: Partial<CheckEntitlementRequest> = {}, options = by('usr_1')) =>
    (await client.checkEntitlement({ ...fast, ...request }, options)).decision?.currentUsage
  const pass = (ms: number) => {
    now.ms += ms
    now.wallMs += ms
  }
  const ages = () => requests.map(({ maxAgeMs }) => maxAgeMs)
  const during = (work: () => void) => {
    duringAnswer = work
  }
  return { now, changes, client, clear, check, pass, ages, during }
}

describe('cached checks', () => {
  it('answer again what was answered, as of then', async () => {
    const { check, pass } = scene()
    assert.equal(await check(), 1)
    pass(1_800)
    assert.equal(await check(), 1)
  })

  it('are never older than 2 s', async () => {
    const { check, pass } = scene()
    assert.equal(await check(), 1)
    pass(1_899)
    assert.equal(await check(), 1)
    pass(1)
    assert.equal(await check(), 2)
  })

  it('are not used when a test has moved the clock, though no time has passed', async () => {
    const { check, now } = scene()
    await check()
    now.wallMs += 86_400_000
    assert.equal(await check(), 2)
  })

  it('are told apart by everything that the answer depends on', async () => {
    const { check } = scene()
    assert.equal(await check(), 1)
    const operator = { context: make.context({ principal: make.operator() }) }
    const others = [
      await check({ quantity: 2 }),
      await check({ feature: 'seats' }),
      await check({ namespaceIdOrUuid: 'ns_2' }),
      await check({}, by('usr_2')),
      await check({}, operator),
    ]
    assert.deepEqual(others, [2, 3, 4, 5, 6])
    assert.deepEqual([await check(), await check({}, by('usr_2')), await check({}, operator)], [1, 5, 6])
  })

  it('are not used for strong or explained checks, for stored answers, or without a caller', async () => {
    const { check } = scene()
    assert.equal(await check(), 1)
    const idempotency = make.idempotency('k')
    const asked = [
      await check({ consistency: Consistency.CONSISTENCY_STRONG }),
      await check({ isExplained: true }),
      await check({}, by('usr_1', { idempotency })),
      await check({}, {}),
    ]
    assert.deepEqual(asked, [2, 3, 4, 5])
    assert.equal(await check(), 1)
  })

  it('are the workspace’s in which the API key acts', async () => {
    const { check } = scene()
    const elsewhere = by('usr_1', { workspaceId: 'wks_2' })
    assert.deepEqual(
      [await check(), await check({}, elsewhere), await check(), await check({}, elsewhere)],
      [1, 2, 1, 2],
    )
  })

  it('end with a change of an owner, of the one who asked, or of what the path names', async () => {
    for (const changed of ['ns_1', 'wks_1', allOwners, 'usr_1']) {
      const { check, changes } = scene()
      await check()
      changes.note([changed])
      assert.equal(await check(), 2, changed)
    }
    const { check, changes, pass } = scene()
    await check({ namespaceIdOrUuid: 'uuid' })
    pass(1)
    changes.note(['ns_2', 'wks_2', 'usr_2'])
    assert.equal(await check({ namespaceIdOrUuid: 'uuid' }), 1)
    changes.note(concerned(make.operator(), ['uuid']))
    assert.equal(await check({ namespaceIdOrUuid: 'uuid' }), 2)
  })

  it('are as old as their question: a change while it was answered ends them', async () => {
    const { check, changes, pass, during } = scene()
    during(() => {
      pass(10)
      changes.note(['ns_1'])
      pass(10)
    })
    assert.equal(await check(), 1)
    during(() => undefined)
    assert.deepEqual([await check(), await check()], [2, 2])
  })

  it('are not used once everything was to be forgotten', async () => {
    const { check, clear, pass } = scene()
    await check()
    clear()
    pass(100)
    assert.deepEqual([await check(), await check()], [2, 2])
  })

  it('are not used while this gateway may not hear what changes', async () => {
    const { check, now } = scene()
    await check()
    now.isTrusted = false
    assert.deepEqual([await check(), await check()], [2, 3])
  })

  it('make a service of the release before read anew, explained checks and batches too', async () => {
    const { client, check, ages } = scene()
    await check()
    await check({ isExplained: true })
    await client.batchCheckEntitlements({ ...fast, checks: [] }, by('usr_1'))
    assert.deepEqual(ages(), [0, 0, 0])
  })

  it('are as many as the setting says, and none when it says that nothing is trusted', async () => {
    const few = scene({ entriesMax: 2 })
    for (const quantity of [1, 2, 3]) await few.check({ quantity })
    assert.deepEqual([await few.check({ quantity: 3 }), await few.check({ quantity: 1 })], [3, 4])
    const small = scene({ bytesMax: 2_000 })
    const long = { feature: 'x'.repeat(500) }
    assert.deepEqual([await small.check(long), await small.check(long)], [1, 1])
    assert.deepEqual([await small.check(), await small.check(long), await small.check()], [2, 3, 4])
    const none = scene({ ttlMs: 0 })
    assert.deepEqual([await none.check(), await none.check()], [1, 2])
  })

  it('of a service that does not say what they rest on are not remembered', async () => {
    const { check } = scene({ source: undefined })
    assert.deepEqual([await check(), await check()], [1, 2])
  })
})

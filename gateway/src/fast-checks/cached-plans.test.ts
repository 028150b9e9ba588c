import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allOwners, changeTimes } from '@plinth/kit/owner-changes'
import type { CheckPlansRequest } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { cachedPlans } from './cached-plans.ts'

function scene(ttlMs = 3_000) {
  const now = { ms: 100_000, wallMs: 1_000_000, isTrusted: true }
  const clock = { now: () => new Date(now.wallMs), monotonicMs: () => now.ms }
  const changes = changeTimes(() => now.ms, 1_000)
  const asked: string[][] = []
  const included = new Set<string>()
  let duringAnswer: () => void = () => undefined
  const nameOf = ({ workspaceId, feature }: { workspaceId: string; feature: string }) => `${workspaceId} ${feature}`
  const service = {
    async checkPlans({ questions }: CheckPlansRequest) {
      asked.push(questions.map(nameOf))
      const areIncluded = questions.map((question) => included.has(nameOf(question)))
      duringAnswer()
      return { areIncluded }
    },
  }
  const plans = cachedPlans(service, { changes, clock, ttlMs, entriesMax: 100, isTrusted: () => now.isTrusted })
  const check = async (...names: string[]) => {
    const questions = names.map((name) => {
      const [workspaceId = '', feature = ''] = name.split(' ')
      return { workspaceId, feature }
    })
    return (await plans.checkPlans({ questions })).areIncluded
  }
  const pass = (ms: number) => {
    now.ms += ms
    now.wallMs += ms
  }
  const during = (work: () => void) => {
    duringAnswer = work
  }
  return { now, changes, asked, included, check, pass, during, clear: plans.clear }
}
const one = 'wks_1 reports'

describe('cached plans', () => {
  it('answer in the order asked, and ask for what they do not know, of all calls of a tick at once', async () => {
    const { asked, included, check } = scene()
    included.add(one)
    assert.deepEqual(await check(one, 'wks_2 reports'), [true, false])
    assert.deepEqual(asked, [[one, 'wks_2 reports']])
    const answers = await Promise.all([check('wks_3 reports', one), check('wks_3 reports'), check('wks_1 seats')])
    assert.deepEqual(answers, [[false, true], [false], [false]])
    assert.deepEqual(asked.slice(1), [['wks_3 reports', 'wks_1 seats']])
  })

  it('are never older than 2 s, also by a clock that a test moved', async () => {
    const { now, included, check, pass } = scene()
    assert.deepEqual(await check(one), [false])
    included.add(one)
    pass(1_899)
    assert.deepEqual(await check(one), [false])
    pass(1)
    assert.deepEqual(await check(one), [true])
    included.delete(one)
    now.wallMs += 86_400_000
    assert.deepEqual(await check(one), [false])
  })

  it('end with a change of the workspace or of the catalogue, also one while they are answered', async () => {
    for (const changed of ['wks_1', allOwners]) {
      const { changes, included, check, pass } = scene()
      await check(one)
      included.add(one)
      pass(1)
      changes.note(['wks_2'])
      assert.deepEqual(await check(one), [false], changed)
      changes.note([changed])
      assert.deepEqual(await check(one), [true], changed)
    }
    const { changes, included, check, pass, during } = scene()
    during(() => {
      pass(10)
      changes.note(['wks_1'])
      pass(10)
      included.add(one)
    })
    assert.deepEqual(await check(one), [false])
    assert.deepEqual(await check(one), [true])
  })

  it('are not used while this gateway may not hear what changes, once they were cleared, or with a ttl of 0', async () => {
    const { now, asked, check, clear, pass } = scene()
    await check(one)
    now.isTrusted = false
    await check(one)
    now.isTrusted = true
    clear()
    pass(1)
    await check(one)
    assert.equal(asked.length, 3)
    const none = scene(0)
    await none.check(one)
    await none.check(one)
    assert.equal(none.asked.length, 2)
  })
})

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { takesNoWrites } from './failures.ts'
import { Refusals } from './refusals.ts'

const refusal = Object.assign(new Error('the server takes no writes'), { code: takesNoWrites })

/** Refusals of which one was noted, the server behind them, and the time since then. */
async function refusedOnce(t: TestContext) {
  let nowMs = 1_000
  t.mock.method(performance, 'now', () => nowMs)
  const refusals = new Refusals()
  const sessions: PromiseWithResolvers<string>[] = []
  const open = () =>
    refusals.open(() => {
      const session = Promise.withResolvers<string>()
      sessions.push(session)
      return session.promise
    })
  await assert.rejects(
    refusals.open(() => Promise.reject(refusal)),
    refusal,
  )
  return { refusals, sessions, open, pass: (ms: number) => (nowMs += ms) }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a refusal of a session', () => {
  it('holds for a quarter of a second; then one call asks, and the others wait for what it learns', async (t) => {
    const { refusals, open, sessions, pass } = await refusedOnce(t)
    await assert.rejects(open(), refusal)
    assert.ok(refusals.holds)
    pass(250)
    assert.ok(!refusals.holds)
    const refused = Promise.allSettled([open(), open(), open()])
    await turn()
    assert.equal(sessions.length, 1)
    sessions[0]?.reject(refusal)
    assert.deepEqual(
      (await refused).map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    )
    await assert.rejects(open(), refusal)
    pass(250)
    const opened = Promise.all([open(), open(), open()])
    sessions[1]?.resolve('first')
    await turn()
    assert.equal(sessions.length, 4)
    for (const session of sessions) session.resolve('later')
    assert.deepEqual(await opened, ['first', 'later', 'later'])
  })

  it('goes on with another cause when the call that asked failed otherwise, as do those that waited', async (t) => {
    const { open, sessions, pass } = await refusedOnce(t)
    pass(250)
    const failed = Promise.allSettled([open(), open()])
    const lost = new Error('connect ECONNREFUSED')
    sessions[0]?.reject(lost)
    assert.deepEqual(await failed, [
      { status: 'rejected', reason: lost },
      { status: 'rejected', reason: lost },
    ])
    await assert.rejects(open(), lost)
    pass(250)
    const next = open()
    sessions[1]?.resolve('session')
    assert.equal(await next, 'session')
  })

  it('is forgotten once it is a second old and no call asks', async (t) => {
    const { open, sessions, pass } = await refusedOnce(t)
    pass(1_000)
    const opened = Promise.all([open(), open()])
    assert.equal(sessions.length, 2)
    for (const session of sessions) session.resolve('session')
    assert.deepEqual(await opened, ['session', 'session'])
  })

  it('ends when a session is opened otherwise, also for the calls that wait', async (t) => {
    const { refusals, open, sessions, pass } = await refusedOnce(t)
    pass(250)
    const asking = open()
    const waiting = open()
    assert.equal(refusals.waitingCount, 1)
    await refusals.noting(async () => 'of the check of readiness')
    await turn()
    assert.equal(refusals.waitingCount, 0)
    assert.equal(refusals.isRefused, false)
    assert.equal(sessions.length, 2)
    sessions[1]?.resolve('second')
    assert.equal(await waiting, 'second')
    sessions[0]?.reject(refusal)
    await assert.rejects(asking, refusal)
    await assert.rejects(open(), refusal)
  })

  it('is none of the server where the pool itself gives no session', async (t) => {
    const { refusals, pass } = await refusedOnce(t)
    pass(1_000)
    const own = new Error('timeout exceeded when trying to connect')
    await assert.rejects(
      refusals.noting(() => Promise.reject(own)),
      own,
    )
    assert.equal(refusals.isRefused, false)
  })
})

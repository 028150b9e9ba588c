import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { eventually, make } from '@plinth/testkit'
import { dueSubject } from '../src/delivery-queue/due-announcement.ts'
import type { HandOut } from '../src/polling/hand-out.ts'
import { pollingVerbs } from '../src/polling/verbs.ts'
import { PollWaiters, type Waiting } from '../src/polling/waiters.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'
import { numbers } from './numbers.ts'

const log = openLog({ level: 'fatal', name: 'waiters' })
// So long that no test sees it: only rings wake a poll.
const sweepMs = 2_000_000_000
const waitMs = 20_000

let harness: DispatchHarness
let waiters: PollWaiters
let stopping: AbortController
let endpointId: string
let context: CallContext
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())
beforeEach(async (test) => {
  const seeded = await harness.seed('', 0)
  endpointId = seeded.endpointId
  context = make.context({ workspaceId: seeded.workspaceId })
  const values = [endpointId]
  await harness.database.query({ text: `UPDATE endpoint SET kind = 'poll' WHERE id = $1`, values })
  await harness.database.query({
    text: `UPDATE endpoint_state SET paused_until = 'infinity', window_size = 10000 WHERE endpoint_id = $1`,
    values,
  })
  const ending = new AbortController()
  stopping = ending
  const own = new PollWaiters({ ...harness, log, sweepMs, stopping: ending.signal })
  waiters = own
  await own.start()
  if ('after' in test)
    test.after(async () => {
      ending.abort()
      await own.stop()
    })
})
const store = (count: number) =>
  harness.store(
    context.workspaceId,
    Array.from({ length: count }, () => ''),
  )

/** A poll that waits, and what it heard: true for a ring, false for the end of its time. */
function enter(caller = new AbortController()) {
  const waiting: Waiting = waiters.enter(
    { workspaceId: context.workspaceId, userId: '' },
    endpointId,
    waitMs,
    caller.signal,
  )
  const heard: boolean[] = []
  const listen = () => waiting.next().then((isRung) => heard.push(isRung))
  listen()
  return { caller, waiting, heard, listen }
}
/** Resolves when a look has asked for the endpoints of all polls: it rang one of an endpoint that has something due. */
async function looked(): Promise<void> {
  const seeded = await harness.seed('', 1)
  const waiting = waiters.enter({ ...seeded, userId: '' }, seeded.endpointId, waitMs, stopping.signal)
  harness.bus.announce(dueSubject)
  assert.equal(await waiting.next(), true)
  waiting.end()
}
const heardBy = (polls: { heard: boolean[] }[]) => polls.map(({ heard }) => heard.length)
const hear = (polls: { heard: boolean[] }[], lengths: number[]) =>
  eventually(() => assert.deepEqual(heardBy(polls), lengths))

describe('what becomes due to an endpoint', () => {
  it('rings one of its polls, the longest waiting, and the next when that one ends', async () => {
    const polls = [enter(), enter(), enter()]
    await store(2)
    await hear(polls, [1, 0, 0])
    // Further news ring no other one while the first is at it.
    await looked()
    assert.deepEqual(heardBy(polls), [1, 0, 0])
    polls[0]?.waiting.end()
    await hear(polls, [1, 1, 0])
    polls[1]?.waiting.end()
    await hear(polls, [1, 1, 1])
  })

  it('rings the next when the poll that was rung is gone before it looks', async () => {
    const polls = [enter(), enter()]
    await store(1)
    await hear(polls, [1, 0])
    polls[0]?.caller.abort()
    polls[0]?.waiting.end()
    await hear(polls, [1, 1])
    assert.deepEqual(polls[1]?.heard, [true])
  })

  it('rings again for what became due while the poll that was rung found nothing', async () => {
    const [poll, other] = [enter(), enter()]
    await store(1)
    await hear([poll, other], [1, 0])
    await looked()
    poll.listen()
    await hear([poll, other], [2, 0])
  })
})

describe('places for polls that wait', () => {
  it('are 20 of a workspace, and a fifth of all for a user, however many workspaces', async () => {
    const polls: Waiting[] = []
    const wait = (workspace: number, userId: string) =>
      polls.push(waiters.enter({ workspaceId: `wks_${workspace}`, userId }, endpointId, waitMs, stopping.signal))
    const refused = (message: RegExp) => ({ code: 'RATE_LIMIT_EXCEEDED', message })
    for (let at = 0; at < 20; at++) wait(0, 'usr_joe')
    assert.throws(() => wait(0, 'usr_ann'), refused(/^At most 20 polls of a workspace /))
    for (let at = 0; at < 100; at++) wait(1 + (at % 50), 'usr_jane')
    assert.throws(() => wait(60, 'usr_jane'), refused(/^At most 100 polls of a user /))
    wait(60, 'usr_joe')
    polls[25]?.end()
    polls[25]?.end()
    wait(60, 'usr_jane')
    assert.throws(() => wait(60, 'usr_jane'), refused(/^At most 100 polls of a user /))
    for (const poll of polls) poll.end()
  })
})

describe('polls that wait for one endpoint', () => {
  for (let seed = 1; seed <= 4; seed += 1) {
    it(`get everything, each delivery once, also when clients are killed (seed ${seed})`, async () => {
      const pick = numbers(seed)
      const { poll } = pollingVerbs({ database: harness.database, waiters, shard: 0 })
      const handed: HandOut[] = []
      const clients = new Set<AbortController>()
      const total = 60
      const request = { limit: 2, waitSeconds: 20, leaseSeconds: 600 }
      /** Polls until all is handed out. A killed one is followed by another. */
      const work = async () => {
        while (handed.length < total) {
          const client = new AbortController()
          clients.add(client)
          try {
            handed.push(...(await poll(context, endpointId, request, client.signal)))
          } catch (err) {
            if (!client.signal.aborted) throw err
          } finally {
            clients.delete(client)
          }
        }
        for (const client of clients) client.abort()
      }
      const working = Promise.all(Array.from({ length: 18 }, work))
      for (let stored = 0; stored < total; stored += 6) {
        await store(6)
        for (const client of clients) if (pick(3) === 0) client.abort()
      }
      await working
      assert.deepEqual([handed.length, new Set(handed.map(({ deliveryId }) => deliveryId)).size], [total, total])
      assert.ok(handed.every(({ attempt }) => attempt === 1))
    })
  }

  it('get what comes again when a lease runs out, without a sweep', async () => {
    const { poll } = pollingVerbs({ database: harness.database, waiters, shard: 0 })
    const request = { limit: 1, waitSeconds: 20, leaseSeconds: 1 }
    const attempts = async () =>
      (await poll(context, endpointId, request, stopping.signal)).map(({ attempt }) => attempt)
    await store(1)
    assert.deepEqual(await attempts(), [1])
    const again = attempts()
    await harness.dispatcher({ sweepMs })
    await harness.passLeases()
    assert.deepEqual(await again, [2])
  })

  it('lock its row once for each page of deliveries, not once for each poll', async () => {
    let locks = 0
    const database: Pick<Database, 'query' | 'transaction'> = {
      query: (statement) => harness.database.query(statement),
      transaction: (run) => {
        locks += 1
        return harness.database.transaction(run)
      },
    }
    const { poll } = pollingVerbs({ database, waiters, shard: 0 })
    const request = { limit: 1, waitSeconds: 20, leaseSeconds: 600 }
    const polls = Array.from({ length: 20 }, () => poll(context, endpointId, request, new AbortController().signal))
    await eventually(() => assert.equal(locks, 20))
    for (let at = 0; at < 20; at += 1) await store(1)
    assert.equal((await Promise.all(polls)).flat().length, 20)
    // Twenty first looks, and one for each delivery; a look may come in vain, when two announcements overlap it.
    assert.ok(locks <= 20 + 2 * 20, `${locks} transactions`)
  })
})

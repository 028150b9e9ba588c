import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Revoked } from './messages.ts'
import { PendingRevocations } from './pending-revocations.ts'
import { presenceMs, revocationMaxMs } from './timing.ts'

function scene(present: string[], hearsAllSinceMs = Number.NEGATIVE_INFINITY) {
  const announced: number[] = []
  const names: Revoked[] = []
  const missed: (readonly string[])[] = []
  let work: () => void = () => undefined
  let late: (() => void) | undefined
  const pending = new PendingRevocations({
    self: 'me',
    nowMs: () => 10_000,
    present: () => ['me', ...present],
    hearsAllSinceMs: () => hearsAllSinceMs,
    announce(number, only) {
      announced.push(number)
      names.push(only)
    },
    soon: (next) => {
      work = next
    },
    after(ms, next) {
      assert.equal(ms, revocationMaxMs)
      late = next
      return () => {
        late = undefined
      }
    },
    late: (missing) => void missed.push(missing),
  })
  let ended = 0
  return {
    pending,
    announced,
    names,
    missed,
    open: (only?: Revoked) => void pending.open(only).then(() => ended++),
    endOfTick: () => work(),
    timeIsUp: () => late?.(),
    isTimed: () => late !== undefined,
    ended: async () => {
      await null
      return ended
    },
  }
}

describe('an access revocation', () => {
  it('is one for all writes of a tick', async () => {
    const { open, endOfTick, announced, pending, ended } = scene([])
    open()
    open()
    assert.deepEqual(announced, [])
    endOfTick()
    open()
    assert.deepEqual(announced, [1])
    pending.dropped('me', 1)
    assert.equal(await ended(), 2)
  })

  it('ends with the last of those who were there when its own announcement came back', async () => {
    const { open, endOfTick, pending, ended, isTimed } = scene(['a', 'b', 'c'])
    open()
    endOfTick()
    pending.dropped('a', 1)
    pending.dropped('me', 1)
    pending.dropped('b', 1)
    assert.equal(await ended(), 0)
    pending.left('c')
    assert.equal(await ended(), 1)
    assert.equal(isTimed(), false)
  })

  it('bears the names of all its writes, and none where one of them revokes everything', () => {
    const { open, endOfTick, names } = scene([])
    open(['a', 'b'])
    open(['b', 'c'])
    endOfTick()
    open(['a'])
    open()
    endOfTick()
    assert.deepEqual(names, [['a', 'b', 'c'], undefined])
  })

  it('takes no answer to another revocation: that one had other names', async () => {
    const { open, endOfTick, pending, ended } = scene(['a'])
    for (let number = 0; number < 2; number++) {
      open()
      endOfTick()
    }
    pending.dropped('me', 2)
    pending.dropped('a', 2)
    assert.equal(await ended(), 1)
    pending.dropped('me', 1)
    assert.equal(await ended(), 1)
    pending.dropped('a', 1)
    assert.equal(await ended(), 2)
  })

  it('waits its full time when a gateway is silent or its own announcement does not come back, and names the silent ones', async () => {
    const silent = scene(['a', 'b'])
    silent.open()
    silent.endOfTick()
    silent.pending.dropped('me', 1)
    silent.pending.dropped('a', 1)
    silent.timeIsUp()
    assert.deepEqual([await silent.ended(), silent.missed], [1, [['b']]])
    const deaf = scene(['a'])
    deaf.open()
    deaf.endOfTick()
    deaf.pending.dropped('a', 1)
    assert.equal(await deaf.ended(), 0)
    deaf.timeIsUp()
    assert.deepEqual([await deaf.ended(), deaf.missed], [1, [['me']]])
  })

  it('waits its time on a gateway that has not listened long enough to know who is there', async () => {
    const early = scene([], 10_000 - presenceMs + 1)
    early.open()
    early.endOfTick()
    early.pending.dropped('me', 1)
    assert.equal(await early.ended(), 0)
    const settled = scene([], 10_000 - presenceMs)
    settled.open()
    settled.endOfTick()
    settled.pending.dropped('me', 1)
    assert.equal(await settled.ended(), 1)
  })
})

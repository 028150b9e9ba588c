import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { openLog } from '@plinth/kit/log'
import { announceOwnerChanges, followOwnerChanges } from '@plinth/kit/owner-changes'
import { eventually } from '@plinth/testkit'

describe('a follower of changes', () => {
  it('hears of all owners that are announced, and what it notes itself stays its own', async () => {
    const clock = new SystemClock()
    const bus = inProcessBus({ log: openLog({ level: 'silent', name: 'test' }) })
    const [one, other] = await Promise.all([followOwnerChanges({ bus, clock }), followOwnerChanges({ bus, clock })])
    const known = (by: typeof one) => ['a', 'b', 'c', 'd', 'e'].filter((id) => by.haveBeen([id], 0))
    one.note(['a'])
    const announcer = announceOwnerChanges({ bus, clock })
    announcer.announce(['b', 'c'])
    announcer.announce(['d'])
    assert.deepEqual([known(one), known(other)], [['a'], []])
    await eventually(async () => assert.deepEqual(known(other), ['b', 'c', 'd']))
    assert.deepEqual(known(one), ['a', 'b', 'c', 'd'])
    // Right after another announcement the next one waits for a moment; stopping sends it at once.
    announcer.announce(['e'])
    announcer.stop()
    await eventually(async () => assert.deepEqual(known(other), ['b', 'c', 'd', 'e']))
    await Promise.all([one.stop(), other.stop(), bus.close()])
  })
})

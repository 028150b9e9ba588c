import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { followChanges } from '@plinth/kit/changes'
import { SystemClock } from '@plinth/kit/clock'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'

describe('a follower of changes', () => {
  it('hears what another tells, of everybody it names, and what it notes itself stays its own', async () => {
    const clock = new SystemClock()
    const bus = inProcessBus({ log: openLog({ level: 'silent', name: 'test' }) })
    const [one, other] = await Promise.all([followChanges({ bus, clock }), followChanges({ bus, clock })])
    const known = (by: typeof one) => ['a', 'b', 'c', 'd', 'e'].filter((id) => by.haveBeen([id], 0))
    one.note(['a'])
    one.tell(['b', 'c'])
    one.tell(['d'])
    assert.deepEqual([known(one), known(other)], [['a', 'b', 'c', 'd'], []])
    await eventually(async () => assert.deepEqual(known(other), ['b', 'c', 'd']))
    // Right after another it waits for a moment; one that waits at the end is told then.
    one.tell(['e'])
    await one.stop()
    await eventually(async () => assert.deepEqual(known(other), ['b', 'c', 'd', 'e']))
    await Promise.all([other.stop(), bus.close()])
  })
})

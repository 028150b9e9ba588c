import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Statement, Tx } from '@plinth/kit/db'
import { event, recipient } from './fan-out.fixture.ts'
import { storeEvents } from './fan-out.ts'
import { Roster } from './roster.ts'
import { Rosters } from './rosters.ts'

describe('storing events', () => {
  /** The names of the statements whose answers are waited for, and of those that go with COMMIT. */
  const statementsFor = async (roster: Roster) => {
    const one = event()
    const asked: (string | undefined)[] = []
    const atCommit: (string | undefined)[] = []
    const tx = {
      query: async ({ name }: Statement) => {
        asked.push(name)
        return [{ id: one.id }]
      },
      atCommit: ({ name }: Statement) => void atCommit.push(name),
    }
    const deps = { partitions: {} as never, rosters: new Rosters(), defaultSchedule: [0], shard: 0 }
    await storeEvents(tx as unknown as Tx, [one], new Map([['wks_1', roster]]), deps)
    return { asked, atCommit }
  }

  it('waits for no answer in a workspace without endpoints', async () => {
    assert.deepEqual(await statementsFor(new Roster([])), { asked: [], atCommit: ['event_insert'] })
  })
  it('learns first which events are new where an endpoint may take them', async () => {
    const { asked, atCommit } = await statementsFor(new Roster([recipient('a')]))
    assert.deepEqual([asked, atCommit], [['event_insert'], ['delivery_insert', 'delivery_bring_forward']])
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLog } from '../../log.ts'
import { asFailure } from '../failures.ts'
import type { GroupMember } from './grouped-writes.ts'
import { wholeOrEach } from './whole-or-each.ts'

const state = (code: string) => Object.assign(new Error(code), { code })

describe('a group of writes that failed', () => {
  const members = ['a', 'b', 'c'].map((entry) => ({ entry }) as GroupMember<string>)
  /** Runs the members by a group that fails as a whole with `thrown`; what was run, and what came of it. */
  const run = async (thrown: unknown) => {
    const runs: string[] = []
    const write = wholeOrEach<string>(
      async (group) => {
        runs.push(group.map(({ entry }) => entry).join(''))
        if (group.length > 1) throw thrown
        return [{ answer: group[0]?.entry }]
      },
      openLog({ level: 'silent', name: 'kit-test' }),
    )
    return { runs, outcomes: await write(members) }
  }

  for (const [name, thrown] of [
    ['a refused value', state('22003')],
    ['a deadlock that came again', asFailure(state('40P01'))],
  ] as const) {
    it(`runs again one by one after ${name}`, async () => {
      const { runs, outcomes } = await run(thrown)
      assert.deepEqual(runs, ['abc', 'a', 'b', 'c'])
      assert.deepEqual(outcomes, [{ answer: 'a' }, { answer: 'b' }, { answer: 'c' }])
    })
  }

  for (const code of ['08006', '57014', '55P03']) {
    it(`is not run again while the database is away, too slow, or has a lock held (${code})`, async () => {
      const failure = asFailure(state(code))
      const { runs, outcomes } = await run(failure)
      assert.deepEqual(runs, ['abc'])
      assert.deepEqual(outcomes, [{ failure }, { failure }, { failure }])
    })
  }
})

import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { type Database, type DueWork, doNextDue, startDueWork, takeDue } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { log, plumbedDatabase } from './scratch.ts'

interface Due {
  part: string
  name: string
  left: number
}

let database: Database
before(async () => {
  database = await plumbedDatabase()
  await database.query({
    text: `CREATE TABLE thing_due (part TEXT, name TEXT, left_count INT NOT NULL, turn_at TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
      PRIMARY KEY (part, name))`,
  })
})
beforeEach(() => database.query({ text: 'DELETE FROM thing_due' }))

/** Adds things, the first due first. */
async function add(...things: [name: string, left: number][]): Promise<void> {
  for (const [at, [name, left]] of things.entries())
    await database.query({
      text: `INSERT INTO thing_due VALUES ('a', $1, $2, plinth_now() - interval '1 hour' + $3 * interval '1 ms')`,
      values: [name, left, at],
    })
}

/** Notes the name of each step; those named fail. */
function working(...failing: string[]) {
  const [begun, committed]: string[][] = [[], []]
  const due: DueWork<Due> = {
    table: 'thing_due',
    keyOf: ({ part, name }) => ({ part, name }),
    take: takeDue<Due>('thing_due', 'part, name, left_count AS "left"'),
    work: async (tx, { name, left }) => {
      begun?.push(name)
      await tx.query({ text: 'UPDATE thing_due SET left_count = left_count - 1 WHERE name = $1', values: [name] })
      if (failing.includes(name)) throw new Error('it fails')
      return left > 1
    },
    committed: ({ name }) => committed?.push(name),
  }
  return { due, begun: begun ?? [], committed: committed ?? [] }
}

const left = async () =>
  (await database.query<Due>({ text: 'SELECT name, left_count AS "left" FROM thing_due ORDER BY name' })).map(
    ({ name, left }) => [name, left],
  )
const job = () => ({ database, log, name: 'kit things' })

describe('due work', () => {
  it('is done in turns, a step each, until nothing is left', async () => {
    await add(['one', 3], ['two', 1], ['three', 2])
    const { due, begun, committed } = working()
    while (await doNextDue(due, job()));
    assert.deepEqual(begun, ['one', 'two', 'three', 'one', 'three', 'one'])
    assert.deepEqual([committed, await left()], [begun, []])
  })

  it('goes on beside a row whose step fails, which is as it was and has its next turn later', async () => {
    await add(['bad', 1], ['good', 2])
    const { due, begun, committed } = working('bad')
    const lines: string[] = []
    const told = openLog({ level: 'warn', name: 'kit-test', stream: { write: (line) => void lines.push(line) } })
    while (await doNextDue(due, { ...job(), log: told }));
    assert.deepEqual(begun, ['bad', 'good', 'good'])
    assert.deepEqual([committed, await left()], [['good', 'good'], [['bad', 1]]])
    assert.match(lines.join(''), /"row":\{"part":"a","name":"bad"\}/)
    await database.query({ text: `UPDATE thing_due SET turn_at = turn_at - interval '11 seconds'` })
    assert.equal(await doNextDue(due, job()), true)
    assert.equal(begun.at(-1), 'bad')
  })

  it('of one row is never done by two at once', async () => {
    await add(['one', 1], ['two', 1])
    const { due, begun } = working()
    await database.transaction(async (tx) => {
      assert.equal((await due.take(tx))?.name, 'one')
      while (await doNextDue(due, job()));
      assert.deepEqual(begun, ['two'])
    })
    assert.equal(await doNextDue(due, job()), true)
    assert.deepEqual(begun, ['two', 'one'])
  })

  it('begins no transaction where nothing is due', async () => {
    const { due } = working()
    const take = () => assert.fail('a row was asked for')
    assert.equal(await doNextDue({ ...due, take }, job()), false)
  })

  it('is found by a job, and ends between two steps when the job is stopped', async () => {
    const { due, begun } = working()
    await add(['one', 1_000_000])
    const started = startDueWork(due, { ...job(), everyMs: 10 })
    await eventually(() => assert.notEqual(begun.length, 0))
    await started.stop()
    const atStop = begun.length
    assert.deepEqual(await left(), [['one', 1_000_000 - atStop]])
  })
})

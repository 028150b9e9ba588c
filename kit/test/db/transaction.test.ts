import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type CommittedRow, type Database, type NewEvent, type OutboxRow, sqlState, type Tx } from '@plinth/kit/db'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { plumbedDatabase, scratchDatabase } from './scratch.ts'

const event = (objectId: string): NewEvent => ({
  type: 'thing.updated',
  workspaceId: 'wks_1',
  objectId,
  objectType: 'thing',
  attributes: { id: objectId },
  consumers: ['reader'],
})

describe('a transaction', () => {
  let database: Database & { url: string }
  const outbox = () => database.query<OutboxRow>({ text: 'SELECT * FROM outbox ORDER BY id' })
  const things = async () =>
    (await database.query<{ id: string }>({ text: 'SELECT id FROM thing ORDER BY id' })).map(({ id }) => id)

  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY)' })
  })

  it('commits its rows and its events together, and tells who listens', async () => {
    const told: CommittedRow[] = []
    const end = database.onCommitted((rows) => told.push(...rows))
    const id = await database.transaction(async (tx) => {
      await tx.query({ name: 'thing_insert', text: 'INSERT INTO thing VALUES ($1)', values: ['a'] })
      tx.emit(event('b'))
      return tx.emit(event('a'))
    })
    end()
    const rows = await outbox()
    assert.equal(rows.length, 2)
    const row = rows.find((candidate) => candidate.id === id)
    assert.ok(row)
    assert.equal(row.subject, 'plinth.events.wks_1.thing.updated')
    assert.deepEqual(row.awaiting, ['reader'])
    const { attributesJson, ...sent } = Event.decode(row.payload)
    assert.deepEqual(JSON.parse(attributesJson.toString()), { id: 'a' })
    assert.equal(sent.objectId, 'a')
    assert.deepEqual(told.map(({ about }) => about).sort(), [
      ['wks_1', 'a'],
      ['wks_1', 'b'],
    ])
    assert.deepEqual(
      told.map((one) => [one.id, one.created_at]).sort(),
      rows.map((one) => [one.id, one.created_at]).sort(),
    )
  })

  it('tells who listens whom it touched, with events or without, and nothing when it fails', async () => {
    const heard: [number, string[]][] = []
    const end = database.onCommitted((rows, touchedIds) => heard.push([rows.length, [...touchedIds]]))
    await database.transaction(async (tx) => {
      for (const id of ['ns_1', 'ns_2', 'ns_1']) tx.touch(id)
    })
    await database.transaction(async (tx) => {
      tx.emit(event('touched'))
      tx.touch('ns_3')
    })
    await database.transaction(async () => undefined)
    const failing = database.transaction(async (tx) => {
      tx.touch('ns_4')
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    end()
    assert.deepEqual(heard, [
      [0, ['ns_1', 'ns_2']],
      [1, ['ns_3']],
    ])
  })

  it('leaves nothing when its work fails', async () => {
    const before = await outbox()
    const work = database.transaction(async (tx) => {
      await tx.query({ text: "INSERT INTO thing VALUES ('never')" })
      tx.emit(event('never'))
      throw new Error('changed my mind')
    })
    await assert.rejects(work, /changed my mind/)
    assert.deepEqual(await outbox(), before)
    assert.equal((await things()).includes('never'), false)
  })

  it('leaves nothing when what is sent with the commit fails', async () => {
    const work = database.transaction(async (tx) => {
      await tx.query({ text: "INSERT INTO thing VALUES ('late')" })
      tx.atCommit({ text: "INSERT INTO thing VALUES ('late')" })
    })
    await assert.rejects(work, (err) => sqlState(err) === '23505')
    assert.equal((await things()).includes('late'), false)
  })

  it('knows the time after an attempt that could not ask for it', async () => {
    await database.transaction(async (tx) => {
      const attempt = tx.attempt(async () => {
        await tx.query({ text: 'SELECT 1 / 0' }).catch(() => undefined)
        await tx.time()
      })
      await assert.rejects(attempt, (err) => sqlState(err) === '22012')
      assert.ok((await tx.time()) instanceof Date)
    })
  })

  it('puts nothing beside the events in an attempt, whose end it would outlive', async () => {
    await database.transaction(async (tx) => {
      const attempt = tx.inSavepoints([async (own) => own.besideEvents({ text: 'SELECT 1' })])
      assert.equal((await attempt)[0]?.status, 'rejected')
    })
  })

  it('runs no work that is not due, and undoes one before it whose last statement fails', async () => {
    await database.transaction(async (tx) => {
      const work = (name: string, last: string) => async (own: Tx) => {
        own.atCommit({ text: `INSERT INTO thing VALUES ('${last}')` })
        return name
      }
      const works = [work('a', 'due_a'), work('b', 'due_a'), work('never', 'due_never'), work('c', 'due_c')]
      const results = await tx.inSavepoints(works, (place) => place !== 2)
      assert.deepEqual(
        results.map((result) => (result?.status === 'fulfilled' ? result.value : result?.status)),
        ['a', 'rejected', undefined, 'c'],
      )
      assert.deepEqual(await tx.inSavepoints([work('late', 'due_late')], () => false), [undefined])
    })
    assert.deepEqual(
      (await things()).filter((name) => name.startsWith('due_')),
      ['due_a', 'due_c'],
    )
  })

  it('goes on after an attempt that failed, without what the attempt did', async () => {
    const before = (await outbox()).length
    await database.transaction(async (tx) => {
      await tx.query({ text: "INSERT INTO thing VALUES ('kept')" })
      tx.emit(event('kept'))
      const attempt = tx.attempt(async () => {
        await tx.query({ text: "INSERT INTO thing VALUES ('undone')" })
        tx.emit(event('undone'))
        await tx.query({ text: "INSERT INTO thing VALUES ('kept')" })
      })
      await assert.rejects(attempt, (err) => sqlState(err) === '23505')
      assert.equal(await tx.attempt(async () => 'fine'), 'fine')
    })
    assert.ok((await things()).includes('kept'))
    assert.equal((await things()).includes('undone'), false)
    assert.equal((await outbox()).length, before + 1)
  })

  it('is over when it fails: what its work still does reaches no other', async () => {
    const single = scratchDatabase(database.url, 1)
    const { promise: told, resolve: tell } = Promise.withResolvers<unknown>()
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
    const goingOn = async (tx: Tx) => {
      await isOver
      await tx.query({ text: "INSERT INTO thing VALUES ('stray')" })
    }
    const refused = single.transaction(async (tx) => {
      goingOn(tx).then(tell, tell)
      throw new Error('refused')
    })
    await assert.rejects(refused, /refused/)
    await single.transaction(async (tx) => {
      end()
      assert.match(String(await told), /the transaction is over/)
      await tx.query({ text: "INSERT INTO thing VALUES ('other')" })
    })
    assert.deepEqual(
      (await things()).filter((id) => id === 'stray' || id === 'other'),
      ['other'],
    )
  })

  it('is over when its commit is sent', async () => {
    const { promise: told, resolve: tell } = Promise.withResolvers<unknown>()
    await database.transaction(async (tx) => {
      tx.emit(event('committed'))
      setImmediate(() => tx.query({ text: "INSERT INTO thing VALUES ('behind')" }).then(tell, tell))
    })
    assert.match(String(await told), /the transaction is over/)
    assert.equal((await things()).includes('behind'), false)
  })

  it('gives back its connection whatever happens', async () => {
    const failing = Array.from({ length: 30 }, () =>
      database.transaction((tx) => tx.query({ text: 'SELECT 1/0' })).catch(() => undefined),
    )
    await Promise.all(failing)
    assert.equal(database.pool.idleCount, database.pool.totalCount)
    assert.deepEqual(await database.query({ text: 'SELECT 1 AS one' }), [{ one: 1 }])
  })

  it('survives the loss of its connection as SERVICE_UNAVAILABLE', async () => {
    const work = database.transaction(async (tx) => {
      await tx.query({ text: "INSERT INTO thing VALUES ('lost')" })
      const [self] = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
      await database.query({ text: 'SELECT pg_terminate_backend($1)', values: [self?.pid] })
      await tx.query({ text: 'SELECT 1' })
    })
    await assert.rejects(work, { code: 'SERVICE_UNAVAILABLE' })
    assert.equal((await things()).includes('lost'), false)
    await database.ready()
  })

  it('hands over bigint as number, timestamptz as Date, date as text', async () => {
    const rows = await database.query({
      text: `SELECT 42::bigint AS big, ARRAY[1, NULL, -3]::bigint[] AS bigs, date '2026-03-29' AS day,
        timestamptz '2026-03-29T01:30:00Z' AS moment`,
    })
    assert.deepEqual(rows, [{ big: 42, bigs: [1, null, -3], day: '2026-03-29', moment: new Date('2026-03-29T01:30Z') }])
  })
})

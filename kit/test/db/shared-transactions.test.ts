import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, idempotentWrites, type Tx, type Write } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { Principal } from '@plinth/proto/common/v1/context.ts'
import { eventually, runProcess } from '@plinth/testkit'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase, scratchDatabase } from './scratch.ts'

describe('writes with Idempotency-Keys that come at the same time', () => {
  let database: Database & { url: string }
  let write: Write
  const secretKey = randomBytes(32)
  const writes = (on: Database) => idempotentWrites({ database: on, secrets: secretBox([secretKey]), log })

  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY, transaction text)' })
    write = writes(database)
  })

  const insert = (tx: Tx, id: string) =>
    tx.query({ text: 'INSERT INTO thing VALUES ($1, pg_current_xact_id()::text)', values: [id] })
  const emit = (tx: Tx, objectId: string) =>
    tx.emit({
      ...{ type: 'thing.created', workspaceId: 'w', objectId, objectType: 'thing', attributes: {}, consumers: ['c'] },
    })
  /** The answer's consumer is the id of the thing, or the code of a refusal or failure. */
  const run = async (id: string, work: (tx: Tx) => Promise<unknown>, call = callWith(randomUUID()), by = write) => {
    const handler = by(method, async (_request, _call, tx) => {
      await work(tx)
      return { consumer: id, eventIds: [] }
    })
    try {
      return (await handler(request, call)).consumer
    } catch (thrown) {
      if (thrown instanceof PlinthError) return thrown.code
      return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)
    }
  }
  const make = (id: string) => async (tx: Tx) => {
    await insert(tx, id)
    emit(tx, id)
  }
  const makeAtCommit = (id: string) => async (tx: Tx) => {
    tx.atCommit({ text: 'INSERT INTO thing VALUES ($1, pg_current_xact_id()::text)', values: [id] }, () => taken())
    emit(tx, id)
  }
  const taken = () => new PlinthError('DUPLICATE_RESOURCE', 'It is there already.')
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID())
  /** Of these ids, those of things that there are and of objects that events tell of. */
  const effectsOf = async (asked: readonly string[]) => {
    const things = await database.query<{ id: string }>({ text: 'SELECT id FROM thing' })
    const events = await database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox' })
    return {
      things: asked.filter((one) => things.some(({ id }) => id === one)),
      events: asked.filter((one) => events.some(({ payload }) => payload.includes(one))),
    }
  }
  const transactionsOf = async (asked: readonly string[]) => {
    const text = 'SELECT DISTINCT transaction FROM thing WHERE id = ANY ($1)'
    return (await database.query({ text, values: [asked] })).length
  }
  const ofUser = (userId: string, key = randomUUID()) => {
    const call = callWith(key)
    call.context.principal = { ...Principal.decode(new Uint8Array()), userId }
    return call
  }
  it('share a transaction, and each key replays its own answer', async () => {
    const never = () => Promise.reject(new Error('ran again'))
    // On a busy machine a group may leave some of its calls to another.
    await eventually(async () => {
      const [asked, keys] = [ids(5), ids(5)]
      const call = (at: number) => callWith(keys[at])
      assert.deepEqual(await Promise.all(asked.map((id, at) => run(id, make(id), call(at)))), asked)
      assert.deepEqual(await Promise.all(asked.map((_, at) => run('never', never, call(at)))), asked)
      assert.deepEqual(await effectsOf(asked), { things: asked, events: asked })
      assert.equal(await transactionsOf(asked), 1)
    })
  })

  it('of one that is refused nothing stays but its refusal, and the others have their effect', async () => {
    const [asked, key] = [ids(3), randomUUID()]
    const refused = async (tx: Tx) => {
      await make('undone')(tx)
      throw taken()
    }
    const [a = '', b = '', c = ''] = asked
    const told = [run(a, make(a)), run(b, make(b)), run('undone', refused, callWith(key)), run(c, make(c))]
    assert.deepEqual(await Promise.all(told), [a, b, 'DUPLICATE_RESOURCE', c])
    assert.deepEqual(await effectsOf([...asked, 'undone']), { things: asked, events: asked })
    assert.equal(await run('undone', make('undone'), callWith(key)), 'DUPLICATE_RESOURCE')
  })

  it('a statement for the commit that is refused undoes its own call only, in the middle and at the end', async () => {
    const there = randomUUID()
    await run(there, make(there))
    const [asked, key] = [ids(3), randomUUID()]
    const [a = '', b = '', c = ''] = asked
    const answers = await Promise.all([
      run(a, makeAtCommit(a)),
      run('x', makeAtCommit(there), callWith(key)),
      run(b, makeAtCommit(b)),
      run(c, make(c)),
      run('x', makeAtCommit(there)),
    ])
    assert.deepEqual(answers, [a, 'DUPLICATE_RESOURCE', b, c, 'DUPLICATE_RESOURCE'])
    assert.deepEqual(await effectsOf(asked), { things: asked, events: asked })
    assert.equal(await run('x', makeAtCommit(randomUUID()), callWith(key)), 'DUPLICATE_RESOURCE')
  })

  it('a failure of the database or of a handler leaves its key free and the others alone', async () => {
    const [asked, key] = [ids(2), randomUUID()]
    const [a = '', b = ''] = asked
    const broken = async (tx: Tx) => {
      await make('broken')(tx)
      await tx.query({ text: 'SELECT 1/0' })
    }
    const bug = async () => Promise.reject(new TypeError('a bug'))
    const told = [run(a, make(a)), run('broken', broken, callWith(key)), run('bug', bug), run(b, make(b))]
    assert.deepEqual(await Promise.all(told), [a, '22012', 'TypeError: a bug', b])
    assert.deepEqual(await effectsOf([...asked, 'broken']), { things: asked, events: asked })
    assert.equal(await run('later', make('later'), callWith(key)), 'later')
  })

  it('a call that swallows the failure of a statement fails, and the others have their effect', async () => {
    const asked = ids(2)
    const [a = '', b = ''] = asked
    const swallowing = async (tx: Tx) => {
      await make('swallowed')(tx)
      await tx.query({ text: 'SELECT 1/0' }).catch(() => undefined)
    }
    const told = [run(a, make(a)), run('swallowed', swallowing), run(b, make(b))]
    assert.deepEqual(await Promise.all(told), [a, '22012', b])
    assert.deepEqual(await effectsOf([...asked, 'swallowed']), { things: asked, events: asked })
  })

  it('what a refused call still does reaches nothing', async () => {
    const [asked, late] = [ids(2), randomUUID()]
    const [a = '', b = ''] = asked
    const { promise: ended, resolve: end } = Promise.withResolvers<unknown>()
    const goingOn = async (tx: Tx) => {
      void tx
        .query({ text: 'SELECT 1' })
        .then(() => tx.query({ text: 'SELECT 1' }))
        .then(() => insert(tx, late))
        .then(end, end)
      throw taken()
    }
    const told = [run('x', goingOn), run(a, make(a)), run(b, make(b))]
    assert.deepEqual(await Promise.all(told), ['DUPLICATE_RESOURCE', a, b])
    assert.match(String(await ended), /the savepoint is over/)
    assert.deepEqual((await effectsOf([...asked, late])).things, asked)
  })

  it('a value that only the commit refuses fails its own call only', async () => {
    const asked = ids(2)
    const [a = '', b = ''] = asked
    const unstorable = async (tx: Tx) => {
      await insert(tx, 'unstorable')
      tx.emit({ type: 'thing\0', workspaceId: 'w', objectId: 'x', objectType: 'thing', attributes: {}, consumers: [] })
    }
    const [first, second, third] = await Promise.all([run(a, make(a)), run('x', unstorable), run(b, make(b))])
    assert.deepEqual([first, third], asked)
    assert.notEqual(second, 'x')
    assert.deepEqual((await effectsOf([...asked, 'unstorable'])).things, asked)
  })

  const hold = async (lock: string) => {
    const { promise: end, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const holding = scratchDatabase(database.url, 1).transaction(async (tx) => {
      await tx.query({ text: 'SELECT pg_advisory_xact_lock(hashtext($1))', values: [lock] })
      begin()
      await end
    })
    await begun
    return async () => {
      letGo()
      await holding
    }
  }
  const lockAndMake = (lock: string, id: string) => async (tx: Tx) => {
    await tx.query({ text: 'SELECT pg_advisory_xact_lock(hashtext($1))', values: [lock] })
    await make(id)(tx)
  }

  it('one that waits for a lock of others delays no other user, and has its effect when the lock is free', async () => {
    const [asked, waiting] = [ids(8), ids(3)]
    const lock = randomUUID()
    const letGo = await hold(lock)
    try {
      const slow = waiting.map((id) => run(id, lockAndMake(lock, id), ofUser('usr_waiting')))
      const quick = asked.map((id) => run(id, make(id)))
      assert.deepEqual(await Promise.all(quick), asked)
      assert.deepEqual((await effectsOf([...asked, ...waiting])).things, asked)
      const later = ids(4)
      assert.deepEqual(await Promise.all(later.map((id) => run(id, make(id)))), later)
      await letGo()
      assert.deepEqual(await Promise.all(slow), waiting)
      assert.deepEqual(await effectsOf(waiting), { things: waiting, events: waiting })
      assert.equal(await transactionsOf(waiting), 1)
    } finally {
      await letGo()
    }
  })

  const slowly = (id: string, seconds: number) => async (tx: Tx) => {
    await tx.query({ text: 'SELECT pg_sleep($1)', values: [seconds] })
    await make(id)(tx)
  }

  it('one whose statement is slow leaves its group, and has its effect in a transaction of its own', async () => {
    const [quick, slow] = [ids(8), randomUUID()]
    const asked = [...quick, slow]
    const told = asked.map((id) => run(id, slowly(id, id === slow ? 0.4 : 0)))
    assert.deepEqual(await Promise.all(told), asked)
    assert.deepEqual(await effectsOf(asked), { things: asked, events: asked })
    assert.equal(await transactionsOf(asked), (await transactionsOf(quick)) + 1)
  })

  it('those that have not begun after a while join another group, and each has its effect once', async () => {
    const asked = ids(8)
    const told = asked.map((id) => run(id, slowly(id, 0.1), ofUser('usr_of_many')))
    assert.deepEqual(await Promise.all(told), asked)
    assert.deepEqual(await effectsOf(asked), { things: asked, events: asked })
    assert.ok((await transactionsOf(asked)) > 2)
  })

  it('of two groups that wait crosswise every call has its effect once', async () => {
    const other = writes(scratchDatabase(database.url))
    for (let round = 0; round < 5; round++) {
      const [one, two] = [ids(6), ids(6)]
      const [left, right] = [randomUUID(), randomUUID()]
      const locks = (at: number) => (at % 2 === 0 ? [left, right] : [right, left])
      const told = [
        ...one.map((id, at) => run(id, lockAndMake(locks(at)[0] ?? '', id))),
        ...two.map((id, at) => run(id, lockAndMake(locks(at)[1] ?? '', id), callWith(randomUUID()), other)),
      ]
      assert.deepEqual(await Promise.all(told), [...one, ...two])
      assert.deepEqual(await effectsOf([...one, ...two]), { things: [...one, ...two], events: [...one, ...two] })
    }
  })

  it('a key has one effect when its calls come to two processes, in groups with others', async () => {
    const other = writes(scratchDatabase(database.url))
    for (let round = 0; round < 5; round++) {
      const [asked, keys] = [ids(10), ids(10)]
      const twins = (by: Write) => asked.map((id, at) => run(id, make(id), callWith(keys[at]), by))
      const told = await Promise.all([...twins(write), ...twins(other), ...twins(write)])
      told.forEach((answer, at) => {
        assert.ok([asked[at % 10], 'IDEMPOTENCY_IN_PROGRESS'].includes(answer), answer)
      })
      assert.deepEqual(await effectsOf(asked), { things: asked, events: asked })
    }
  })

  it('each sees what the calls of its user before it have done', async () => {
    const asked = ids(12)
    const [most, user] = [5, `usr_${randomUUID()}`]
    const bounded = (id: string) => async (tx: Tx) => {
      await tx.query({ text: 'SELECT pg_advisory_xact_lock(hashtext($1))', values: [user] })
      const [row] = await tx.query<{ made: number }>({
        text: 'SELECT count(*) AS made FROM thing WHERE id LIKE $1',
        values: [`${user}%`],
      })
      if (Number(row?.made) >= most) throw taken()
      tx.atCommit({ text: "INSERT INTO thing VALUES ($1, '')", values: [`${user} ${id}`] })
    }
    const told = await Promise.all(asked.map((id) => run(id, bounded(id), ofUser(user))))
    assert.deepEqual(told, [...asked.slice(0, most), ...asked.slice(most).map(() => 'DUPLICATE_RESOURCE')])
  })

  for (const [stopAt, replays] of [
    ['working', false],
    ['committed', true],
  ] as const) {
    it(`have all or no effect after kill -9 of a process whose group was ${stopAt}`, async () => {
      const keys = ids(3)
      const things = keys.map((key) => `of ${key}`)
      const script = fileURLToPath(new URL('processes/write-with-key.ts', import.meta.url))
      const child = runProcess(script, [database.url, keys.join(), secretKey.toString('hex'), stopAt])
      await child.line(new RegExp(stopAt))
      await child.kill('SIGKILL')
      const later = await eventually(async () => {
        const told = await Promise.all(keys.map((key) => run('later', make(`of ${key}`), callWith(key))))
        assert.ok(!told.includes('IDEMPOTENCY_IN_PROGRESS'))
        return told
      })
      assert.deepEqual(
        later,
        keys.map(() => (replays ? 'first' : 'later')),
      )
      assert.deepEqual((await effectsOf(things)).things, things)
    })
  }
})

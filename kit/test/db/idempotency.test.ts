import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, idempotentWrites, type Tx, type WriteHandler } from '@plinth/kit/db'
import { type ErrorCode, PlinthError } from '@plinth/kit/errors'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { eventually, runProcess } from '@plinth/testkit'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

describe('a write with an Idempotency-Key', () => {
  let database: Database & { url: string }
  const make: WriteHandler<typeof method> = async (_request, _call, tx) => {
    const id = randomUUID()
    await insertThing(tx, id)
    return { consumer: id, eventIds: [id] }
  }
  const insertThing = async (tx: Tx, id: string) => {
    await tx.query({ text: 'INSERT INTO thing VALUES ($1)', values: [id] })
    tx.emit({
      type: 'thing.created',
      workspaceId: 'w',
      objectId: id,
      objectType: 'thing',
      attributes: {},
      consumers: ['c'],
    })
  }
  const write = (handler: WriteHandler<typeof method>, key = secretKey) =>
    idempotentWrites({ database, secrets: secretBox([key]), log })(method, handler)
  const secretKey = randomBytes(32)
  const counted = async () => {
    const [row] = await database.query<{ things: number; events: number }>({
      text: 'SELECT (SELECT count(*) FROM thing) AS things, (SELECT count(*) FROM outbox) AS events',
    })
    assert.ok(row)
    return row
  }
  const effects = async (work: () => Promise<unknown>) => {
    const earlier = await counted()
    await work()
    const later = await counted()
    return { things: later.things - earlier.things, events: later.events - earlier.events }
  }

  before(async () => {
    database = await plumbedDatabase(25)
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY)' })
  })

  it('answers a second time with the first answer and has no second effect', async () => {
    const key = randomUUID()
    const run = write(make)
    const first = callWith(key)
    const second = callWith(key)
    const done = await effects(async () => {
      const answer = await run(request, first)
      assert.deepEqual(await run(request, second), answer)
    })
    assert.deepEqual(done, { things: 1, events: 1 })
    assert.equal(first.reply.isReplay, false)
    assert.deepEqual(second.reply, { isReplay: true, firstRequestId: first.context.requestId })
  })

  it('has one effect and one event when twenty come at once; the others get its answer or IDEMPOTENCY_IN_PROGRESS', async () => {
    for (let round = 0; round < 10; round++) {
      const key = randomUUID()
      const run = write(make)
      const answers = new Set<string>()
      const done = await effects(() =>
        Promise.all(
          Array.from({ length: 20 }, async () => {
            try {
              answers.add((await run(request, callWith(key))).consumer)
            } catch (err) {
              assert.ok(err instanceof PlinthError)
              assert.deepEqual([err.code, err.retryAfterSeconds], ['IDEMPOTENCY_IN_PROGRESS', 1])
            }
          }),
        ),
      )
      assert.deepEqual(done, { things: 1, events: 1 })
      assert.equal(answers.size, 1)
    }
  })

  it('is refused while a twin is running', async () => {
    const key = randomUUID()
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const slow = write(async (_request, call, tx) => {
      started.resolve()
      await finish.promise
      return make(request, call, tx)
    })
    const first = slow(request, callWith(key))
    await started.promise
    await assert.rejects(write(make)(request, callWith(key)), { code: 'IDEMPOTENCY_IN_PROGRESS' })
    finish.resolve()
    const answer = await first
    const again = callWith(key)
    assert.deepEqual(await write(make)(request, again), answer)
    assert.equal(again.reply.isReplay, true)
  })

  it('is refused with another body, and the first answer stays', async () => {
    const key = randomUUID()
    const answer = await write(make)(request, callWith(key))
    await assert.rejects(write(make)(request, callWith(key, 'other')), { code: 'IDEMPOTENCY_KEY_REUSED' })
    assert.deepEqual(await write(make)(request, callWith(key)), answer)
  })

  const failing =
    (code: ErrorCode): WriteHandler<typeof method> =>
    async (_request, _call, tx) => {
      await insertThing(tx, randomUUID())
      throw new PlinthError(code, `No: ${code}.`, { details: { name: ['is taken'] } })
    }

  it('replays a stored refusal whose work was rolled back', async () => {
    const key = randomUUID()
    const first = callWith(key)
    const again = callWith(key)
    const refusal = { code: 'DUPLICATE_RESOURCE', message: 'No: DUPLICATE_RESOURCE.', details: { name: ['is taken'] } }
    const done = await effects(async () => {
      await assert.rejects(write(failing('DUPLICATE_RESOURCE'))(request, first), refusal)
      await assert.rejects(write(make)(request, again), refusal)
    })
    assert.deepEqual(done, { things: 0, events: 0 })
    assert.deepEqual(again.reply, { isReplay: true, firstRequestId: first.context.requestId })
  })

  it('leaves the key free after a refusal that is not stored, or a crash of the handler', async () => {
    const key = randomUUID()
    await assert.rejects(write(failing('VALIDATION_ERROR'))(request, callWith(key)), { code: 'VALIDATION_ERROR' })
    const broken = write(async (_request, _call, tx) => {
      await insertThing(tx, randomUUID())
      throw new TypeError('a bug')
    })
    const done = await effects(() => assert.rejects(broken(request, callWith(key)), TypeError))
    assert.deepEqual(done, { things: 0, events: 0 })
    const last = callWith(key)
    await write(make)(request, last)
    assert.equal(last.reply.isReplay, false)
  })

  it('has rooms: the same key in another scope is another key', async () => {
    const key = randomUUID()
    const there = callWith(key)
    const { idempotency } = there.context
    assert.ok(idempotency)
    there.context.idempotency = { ...idempotency, scope: 'usr_2 POST /things' }
    const done = await effects(async () => {
      await write(make)(request, callWith(key))
      await write(make)(request, there)
    })
    assert.deepEqual(done, { things: 2, events: 2 })
  })

  it('is forgotten after 24 hours', async () => {
    const key = randomUUID()
    await write(make)(request, callWith(key))
    await database.query({ text: "UPDATE idempotency_key SET expires_at = plinth_now() - interval '1 second'" })
    const later = callWith(key)
    await write(make)(request, later)
    assert.equal(later.reply.isReplay, false)
    const again = callWith(key)
    await write(make)(request, again)
    assert.equal(again.reply.isReplay, true)
  })

  it('stores its answer sealed', async () => {
    const secret = `sk_${randomUUID()}`
    const run = write(async () => ({ consumer: secret, eventIds: [] }))
    await run(request, callWith(randomUUID()))
    const rows = await database.query<{ sealed: Buffer }>({ text: 'SELECT sealed FROM idempotency_key' })
    assert.ok(rows.length > 0)
    assert.ok(rows.every(({ sealed }) => !sealed.includes(secret)))
  })

  for (const [stopAt, replays] of [
    ['working', false],
    ['committed', true],
  ] as const) {
    it(`leaves one effect after kill -9 of a process that was ${stopAt}`, async () => {
      const key = randomUUID()
      const script = fileURLToPath(new URL('processes/write-with-key.ts', import.meta.url))
      const child = runProcess(script, [database.url, key, secretKey.toString('hex'), stopAt])
      const later = callWith(key)
      const done = await effects(async () => {
        await child.line(new RegExp(stopAt))
        await child.kill('SIGKILL')
        const answer = await eventually(() => write(make)(request, later))
        assert.equal(answer.consumer === 'first', replays)
      })
      assert.deepEqual(done, { things: 1, events: 1 })
      assert.equal(later.reply.isReplay, replays)
    })
  }

  it('without a key it is one plain transaction', async () => {
    const done = await effects(async () => {
      await write(make)(request, callWith(undefined))
      await assert.rejects(write(failing('DUPLICATE_RESOURCE'))(request, callWith(undefined)))
    })
    assert.deepEqual(done, { things: 1, events: 1 })
  })
})

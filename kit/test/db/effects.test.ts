import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { type Database, type EffectHandler, idempotentEffects, setTestClock } from '@plinth/kit/db'
import { type ErrorCode, PlinthError } from '@plinth/kit/errors'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

const unknownAnswer = { consumer: 'unknown', eventIds: [] }

describe('an effect outside the database, with an Idempotency-Key', () => {
  let database: Database
  let begun = 0
  const secrets = secretBox([randomBytes(32)])
  const effect = (handler: EffectHandler<typeof method>) =>
    idempotentEffects({ database, secrets, log })(method, handler, { unknownAnswer, leaseMs: 30_000 })
  const send: EffectHandler<typeof method> = async () => {
    begun++
    return { consumer: randomUUID(), eventIds: [] }
  }
  const failing =
    (code: ErrorCode): EffectHandler<typeof method> =>
    async () => {
      begun++
      throw new PlinthError(code, 'No.')
    }
  const stuck = () => {
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const handler: EffectHandler<typeof method> = async (asked, call) => {
      started.resolve()
      await finish.promise
      return send(asked, call)
    }
    return { handler, started: started.promise, finish: () => finish.resolve() }
  }

  before(async () => {
    database = await plumbedDatabase()
  })

  it('is begun once and answered twice', async () => {
    const key = randomUUID()
    begun = 0
    const answer = await effect(send)(request, callWith(key))
    const again = callWith(key)
    assert.deepEqual(await effect(send)(request, again), answer)
    assert.deepEqual([begun, again.reply.isReplay], [1, true])
  })

  it('is begun once when twenty come at once', async () => {
    const key = randomUUID()
    begun = 0
    const calls = Array.from({ length: 20 }, () => effect(send)(request, callWith(key)))
    const answers = await Promise.allSettled(calls)
    const refused = answers.filter((one) => one.status === 'rejected')
    assert.ok(refused.every(({ reason }) => reason.code === 'IDEMPOTENCY_IN_PROGRESS'))
    assert.equal(begun, 1)
  })

  it('refuses a twin while it runs, and holds no connection meanwhile', async () => {
    const key = randomUUID()
    const slow = stuck()
    const first = effect(slow.handler)(request, callWith(key))
    await slow.started
    await assert.rejects(effect(send)(request, callWith(key)), { code: 'IDEMPOTENCY_IN_PROGRESS' })
    assert.equal(database.pool.idleCount, database.pool.totalCount)
    slow.finish()
    const answer = await first
    assert.deepEqual(await effect(send)(request, callWith(key)), answer)
  })

  it('is answered as unknown, and not begun again, once its lease has ended without a result', async () => {
    const key = randomUUID()
    const dead = stuck()
    const first = effect(dead.handler)(request, callWith(key))
    await dead.started
    await setTestClock(database, 31_000)
    begun = 0
    assert.deepEqual(await effect(send)(request, callWith(key)), unknownAnswer)
    assert.equal(begun, 0)
    dead.finish()
    assert.deepEqual(await first, unknownAnswer)
    assert.deepEqual(await effect(send)(request, callWith(key)), unknownAnswer)
    await setTestClock(database, 0)
  })

  it('keeps a refusal that is stored, and frees the key after one that is not', async () => {
    const [kept, freed] = [randomUUID(), randomUUID()]
    begun = 0
    for (let i = 0; i < 2; i++) {
      await assert.rejects(effect(failing('RESOURCE_NOT_FOUND'))(request, callWith(kept)), {
        code: 'RESOURCE_NOT_FOUND',
      })
    }
    assert.equal(begun, 1)
    await assert.rejects(effect(failing('VALIDATION_ERROR'))(request, callWith(freed)), { code: 'VALIDATION_ERROR' })
    assert.notDeepEqual(await effect(send)(request, callWith(freed)), unknownAnswer)
  })

  it('is refused with another body', async () => {
    const key = randomUUID()
    await effect(send)(request, callWith(key))
    await assert.rejects(effect(send)(request, callWith(key, 'other')), { code: 'IDEMPOTENCY_KEY_REUSED' })
  })
})

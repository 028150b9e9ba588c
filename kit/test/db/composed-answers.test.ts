import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { composedAnswers, type Database } from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { callWith, method } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

const begun = { consumer: '', eventIds: [] }
const whole = (consumer: string) => ({ consumer, eventIds: [] })

describe('an answer composed of several calls', () => {
  let database: Database
  const secrets = secretBox([randomBytes(32)])
  const keep: ReturnType<typeof composedAnswers<typeof method>> = (answer, call) =>
    composedAnswers(method, { database, secrets, log }, ({ consumer }) => consumer !== '')(answer, call)

  before(async () => {
    database = await plumbedDatabase()
  })

  it('is kept after the work; a repeat is told before it begins', async () => {
    const key = randomUUID()
    assert.deepEqual(await keep(begun, callWith(key)), begun)
    const last = callWith(key)
    assert.deepEqual(await keep(whole('first'), last), whole('first'))
    assert.equal(last.reply.isReplay, false)
    const again = callWith(key)
    assert.deepEqual(await keep(begun, again), whole('first'))
    assert.deepEqual(again.reply, { isReplay: true, firstRequestId: last.context.requestId })
  })

  it('goes on when the process died before it stored the answer', async () => {
    const key = randomUUID()
    for (let at = 0; at < 3; at++) assert.deepEqual(await keep(begun, callWith(key)), begun)
    assert.deepEqual(await keep(whole('late'), callWith(key)), whole('late'))
  })

  it('is refused to another request from the moment it has begun', async () => {
    const key = randomUUID()
    await keep(begun, callWith(key))
    await assert.rejects(keep(begun, callWith(key, 'another body')), { code: 'IDEMPOTENCY_KEY_REUSED' })
    await assert.rejects(keep(whole('other'), callWith(key, 'another body')), { code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  it('is the first that was kept, however many are kept at once', async () => {
    for (let round = 0; round < 20; round++) {
      const key = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 8 }, async (_, at) => {
          await keep(begun, callWith(key))
          return (await keep(whole(`twin ${at}`), callWith(key))).consumer
        }),
      )
      assert.equal(new Set(answers).size, 1)
    }
  })

  it('is nothing to keep without a key', async () => {
    const keys = async () => (await database.query({ text: 'SELECT FROM idempotency_key' })).length
    const before = await keys()
    assert.deepEqual(await keep(whole('plain'), callWith(undefined)), whole('plain'))
    assert.equal(await keys(), before)
  })
})

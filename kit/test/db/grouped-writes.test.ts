import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { type Database, type GroupMember, groupedWrites, idempotentWrites, type MemberOutcome } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

describe('writes in a group', () => {
  let database: Database & { url: string }
  const secrets = secretBox([randomBytes(32)])
  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY)' })
  })

  // An entry says what comes of it: a thing, a refusal, or nothing.
  const write = (members: readonly GroupMember<string>[]) =>
    groupedWrites<string>(
      { database, secrets, log },
      {
        opening: () => [],
        decide: async (tx, entries) => {
          const outcomes: MemberOutcome[] = []
          for (const entry of entries) {
            if (entry === 'undecided') outcomes.push(undefined)
            else if (entry === 'refused')
              outcomes.push({ refusal: new PlinthError('STATE_CONFLICT', 'It is in another state.') })
            else if (entry === 'invalid')
              outcomes.push({ refusal: new PlinthError('VALIDATION_ERROR', 'It is wrong.') })
            else {
              await tx.query({ text: 'INSERT INTO thing VALUES ($1)', values: [entry] })
              outcomes.push({ answer: { consumer: entry, eventIds: [] } })
            }
          }
          return outcomes
        },
      },
    )(members)
  const member = (entry: string, key?: string, body?: string): GroupMember<string> => ({
    ...{ method, entry, call: callWith(key, body) },
  })
  const told = (outcomes: readonly MemberOutcome[]) =>
    outcomes.map((outcome) => {
      if (outcome === undefined) return 'undecided'
      if ('failure' in outcome) return 'failed'
      return 'refusal' in outcome ? outcome.refusal.code : (outcome.answer as { consumer: string }).consumer
    })
  const things = async (...ids: string[]) =>
    (await database.query<{ id: string }>({ text: 'SELECT id FROM thing WHERE id = ANY ($1)', values: [ids] })).length

  it('each member has its own outcome, and its own key replays it alone or in a group', async () => {
    const [a, b, key, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    assert.deepEqual(told(await write([member(a, key), member('refused', other), member(b)])), [a, 'STATE_CONFLICT', b])
    const again = member('never', key)
    assert.deepEqual(told(await write([again, member('never', other)])), [a, 'STATE_CONFLICT'])
    assert.equal(again.call.reply.isReplay, true)
    const alone = idempotentWrites({ database, secrets, log })(method, () => Promise.reject(new Error('ran again')))
    assert.equal((await alone(request, callWith(key))).consumer, a)
    assert.equal(await things(a, b, 'never'), 2)
  })

  it('a twin is refused, within the group and while another transaction has the key', async () => {
    const [a, key, busy] = [randomUUID(), randomUUID(), randomUUID()]
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const slow = idempotentWrites({ database, secrets, log })(method, async () => {
      begin()
      await held
      return { consumer: 'slow', eventIds: [] }
    })
    const running = slow(request, callWith(busy))
    await begun
    const outcomes = await write([member(a, key), member('never', key), member('never', busy)])
    assert.deepEqual(told(outcomes), [a, 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_IN_PROGRESS'])
    letGo()
    assert.equal((await running).consumer, 'slow')
  })

  it('a key of another request is refused and keeps what it has', async () => {
    const [a, key] = [randomUUID(), randomUUID()]
    await write([member(a, key)])
    assert.deepEqual(told(await write([member('never', key, 'another body')])), ['IDEMPOTENCY_KEY_REUSED'])
    assert.deepEqual(told(await write([member('never', key)])), [a])
  })

  it('what is undecided, or refused as invalid, leaves its key free', async () => {
    const [a, b, key, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    const first = await write([member('undecided', key), member('invalid', other)])
    assert.deepEqual(told(first), ['undecided', 'VALIDATION_ERROR'])
    assert.deepEqual(told(await write([member(a, key), member(b, other)])), [a, b])
  })

  it('a group that fails has done nothing, for none of its members', async () => {
    const [a, key] = [randomUUID(), randomUUID()]
    await assert.rejects(write([member(a, key), member(a)]), { code: '23505' })
    assert.equal(await things(a), 0)
    assert.deepEqual(told(await write([member(a, key)])), [a])
  })
})

import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import {
  composedAnswers,
  type Database,
  groupedWrites,
  idempotentEffects,
  idempotentWrites,
  unwrap,
} from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import type { Ingested } from '@plinth/proto/events/v1/event.ts'
import type { ServerCall } from '../../src/rpc/service.ts'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

let database: Database
let options: { database: Database; secrets: ReturnType<typeof secretBox>; log: typeof log }
before(async () => {
  database = await plumbedDatabase()
  options = { database, secrets: secretBox([randomBytes(32)]), log }
})

const answer = (): Ingested => ({ consumer: randomUUID(), eventIds: [] })
const group = async (call: ServerCall): Promise<Ingested> => {
  const write = groupedWrites<string>(options, {
    opening: () => [],
    decide: async (_tx, entries) => entries.map(() => ({ answer: answer() })),
  })
  const [outcome] = await write([{ method, call, entry: '' }])
  if (outcome === undefined || 'failure' in outcome) throw new Error('nothing was decided')
  return unwrap(outcome) as Ingested
}

const ways: Record<string, (call: ServerCall) => Promise<Ingested>> = {
  'a write': (call) => idempotentWrites(options)(method, async () => answer())(request, call),
  'a write in a group': group,
  'an effect': (call) => {
    const effect = idempotentEffects(options)
    return effect(method, async () => answer(), { unknownAnswer: answer(), leaseMs: 60_000 })(request, call)
  },
  'a composed answer': (call) => composedAnswers(method, options, () => true)(answer(), call),
}

for (const [way, ask] of Object.entries(ways)) {
  const called = (key: string, fields: Partial<Idempotency>) => ask(callWith(key, 'body', undefined, fields))

  describe(`the answer to ${way}`, () => {
    it('is shown to the API keys that were rotated from the one that had it', async () => {
      const key = randomUUID()
      const first = await called(key, { generation: 0 })
      assert.deepEqual(await called(key, { generation: 1 }), first)
      assert.deepEqual(await called(key, { generation: 7 }), first)
    })

    it('is refused to the API key that was replaced before, and stays', async () => {
      const key = randomUUID()
      const first = await called(key, { generation: 2 })
      for (const generation of [0, 1])
        await assert.rejects(called(key, { generation }), {
          code: 'IDEMPOTENCY_KEY_REUSED',
          message: 'This Idempotency-Key was used with the API key that replaced yours. Use that API key.',
        })
      assert.deepEqual(await called(key, { generation: 2 }), first)
    })

    it('of the release before is found, and has no second effect', async () => {
      const key = randomUUID()
      const first = await called(key, { scope: 'usr_1 POST /things' })
      const after = { scope: 'key_1 POST /things', formerScope: 'usr_1 POST /things' }
      assert.deepEqual(await called(key, after), first)
      await assert.rejects(ask(callWith(key, 'other', undefined, after)), { code: 'IDEMPOTENCY_KEY_REUSED' })
    })

    it('of the release before is not shown where it may hold a secret', async () => {
      const key = randomUUID()
      await called(key, { scope: 'usr_1 POST /keys' })
      const after = { scope: 'key_1 POST /keys', formerScope: 'usr_1 POST /keys', hasSecret: true }
      await assert.rejects(called(key, after), {
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: /before Plinth was upgraded/,
      })
    })

    it('goes before that of the release before, which another API key had', async () => {
      const key = randomUUID()
      const mine = await called(key, { scope: 'key_1 POST /things', generation: 1 })
      await called(key, { scope: 'usr_1 POST /things' })
      const again = { scope: 'key_1 POST /things', formerScope: 'usr_1 POST /things', generation: 1, hasSecret: true }
      assert.deepEqual(await called(key, again), mine)
    })
  })
}

describe('a write that the release before is running', () => {
  it('is its twin’s refusal in this release', async () => {
    const key = randomUUID()
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const slow = idempotentWrites(options)(method, async () => {
      started.resolve()
      await finish.promise
      return answer()
    })
    const first = slow(request, callWith(key, 'body', undefined, { scope: 'usr_1 POST /things' }))
    try {
      await started.promise
      const after = { scope: 'key_1 POST /things', formerScope: 'usr_1 POST /things' }
      for (const ask of [ways['a write'], ways['a write in a group'], ways['an effect']])
        await assert.rejects(ask?.(callWith(key, 'body', undefined, after)) ?? Promise.resolve(), {
          code: 'IDEMPOTENCY_IN_PROGRESS',
        })
    } finally {
      finish.resolve()
      await first
    }
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ErrorCode, PlinthError } from '@plinth/kit/errors'
import { unknownKeys } from './unknown-keys.ts'

/** A directory of keys that can be told how to answer, and a clock that stands still. */
function scene(ttlMs = 30_000) {
  const at = { ms: 0, isTrusted: true }
  const asked: string[] = []
  let refusal: ErrorCode | undefined = 'INVALID_API_KEY'
  const { unlessRefused, clear } = unknownKeys({ ttlMs, monotonicMs: () => at.ms, isTrusted: () => at.isTrusted })
  return {
    at,
    asked,
    clear,
    answer: (code: ErrorCode | undefined) => {
      refusal = code
    },
    ask: (key: string) =>
      unlessRefused(key, async () => {
        asked.push(key)
        if (refusal !== undefined) throw new PlinthError(refusal, 'No.')
        return key
      }).catch(({ code }: PlinthError) => code),
  }
}

describe('an unknown key', () => {
  it('is asked for once a second, and known within a second of being made', async () => {
    const { ask, at, asked, answer } = scene()
    for (const ms of [0, 1, 999]) {
      at.ms = ms
      assert.equal(await ask('a'), 'INVALID_API_KEY')
    }
    assert.deepEqual(asked, ['a'])
    answer(undefined)
    assert.equal(await ask('b'), 'b')
    at.ms = 1_000
    assert.equal(await ask('a'), 'a')
    assert.equal(await ask('a'), 'a')
  })

  it('is asked for again once all that is known is forgotten', async () => {
    const { ask, asked, clear } = scene()
    await ask('a')
    clear()
    await ask('a')
    assert.equal(asked.length, 2)
  })

  it('is asked for every time while a gateway may not hear that its user was reactivated', async () => {
    const { ask, asked, at } = scene()
    at.isTrusted = false
    await ask('a')
    await ask('a')
    assert.equal(asked.length, 2)
  })

  it('is asked for every time where nothing may be remembered', async () => {
    const { ask, asked } = scene(0)
    await ask('a')
    await ask('a')
    assert.equal(asked.length, 2)
  })

  it('takes bounded memory, however many keys are tried', async () => {
    const { ask, asked } = scene()
    await ask('first')
    for (let at = 0; at < 10_000; at++) await ask(`other ${at}`)
    await ask('first')
    assert.equal(asked.filter((key) => key === 'first').length, 2)
  })
})

describe('any other refusal of a key', () => {
  for (const code of ['TOKEN_EXPIRED', 'SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT'] as const) {
    it(`${code} is not remembered`, async () => {
      const { ask, asked, answer } = scene()
      answer(code)
      assert.equal(await ask('a'), code)
      assert.equal(await ask('a'), code)
      assert.equal(asked.length, 2)
    })
  }
})

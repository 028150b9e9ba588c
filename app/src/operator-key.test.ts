import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import type { Dial } from '@plinth/kit/part'
import { readConfig } from './config/read-config.ts'
import { ensureOperatorKey } from './operator-key.ts'

// Answers as identity does until the calls after the key fail.
const dial = (() => ({
  ensureOperatorKey: async () => ({ madeKey: 'sk_live_1', hasEnded: false, lastEndedMsAgo: undefined }),
  createSignInLink: async () => {
    throw new PlinthError('SERVICE_UNAVAILABLE', 'Identity is stopping.')
  },
})) as unknown as Dial

describe('the first operator key on a terminal', () => {
  it('is shown although no link could be made', async () => {
    const identity = { name: 'identity' as const, needs: [], migrations: undefined, sealedValues: [], evidence: [] }
    const plan = readConfig('all', [], {})
    const log = openLog({ level: 'silent', name: 'test' })
    const parts = [{ ...identity, start: () => Promise.reject(new Error('not here')) }]
    const firstKey = await ensureOperatorKey({
      plan: { ...plan, parts },
      dial,
      log,
      isTerminal: true,
      hasConsole: true,
    })
    assert.deepEqual(firstKey, { key: 'sk_live_1', code: undefined })
  })
})

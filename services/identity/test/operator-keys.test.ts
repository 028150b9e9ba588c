import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/api-key-format'
import { startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('operator keys', () => {
  it('belong to nobody and hold everything', async () => {
    const { id, key } = await identity.operatorKeys.createOperatorKey({ name: 'ops' })
    assert.deepEqual(await identity.authenticate(key), {
      principal: { keyId: id, userId: '', isOperator: true, homeWorkspaceId: '', scopes: ['*'] },
      rateLimitTier: '',
      allowedIps: [],
      expiresAt: undefined,
      expiresInMs: undefined,
    })
  })

  it('are made once by EnsureOperatorKey, however many ask at once', async () => {
    const fresh = await startIdentity()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => fresh.operatorKeys.ensureOperatorKey({ key: '' })),
    )
    const made = answers.map(({ madeKey }) => madeKey).filter((key) => key !== '')
    assert.equal(made.length, 1)
    assert.equal((await fresh.authenticate(made[0] ?? '')).principal?.isOperator, true)
  })

  it('are taken from the request, once, when it brings one', async () => {
    const { key } = makeApiKey('sk_test')
    const answers = await Promise.all(Array.from({ length: 4 }, () => identity.operatorKeys.ensureOperatorKey({ key })))
    assert.deepEqual(answers, Array(4).fill({ madeKey: '' }))
    assert.equal((await identity.authenticate(key)).principal?.isOperator, true)
    const broken = identity.operatorKeys.ensureOperatorKey({ key: `${key.slice(0, -1)}-` })
    await assert.rejects(broken, { code: 'VALIDATION_ERROR' })
  })
})

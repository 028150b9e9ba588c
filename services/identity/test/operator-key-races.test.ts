import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holdKeys } from './held-keys.ts'
import { asOperator, startIdentity, withOperatorKey } from './identity.ts'

describe('RevokeOperatorKey, by two processes', () => {
  const context = asOperator()

  it('leaves one of two that are revoked at the same time', async () => {
    const fresh = await startIdentity()
    const other = await startIdentity({}, fresh.part)
    for (let round = 0; round < 10; round++) {
      const { operatorKeys } = await fresh.operatorKeys.listOperatorKeys({}, { context })
      const pair = [
        operatorKeys[0] ?? (await fresh.createOperatorKey()).operatorKey,
        (await fresh.createOperatorKey()).operatorKey,
      ]
      const results = await Promise.allSettled(
        pair.map(({ id }, at) => (at === 0 ? fresh : other).operatorKeys.revokeOperatorKey({ id }, { context })),
      )
      assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      const refusal = results.find((result) => result.status === 'rejected')
      assert.equal(refusal?.reason.code, 'STATE_CONFLICT')
    }
  })
})

describe('RevokeOperatorKey and CreateOperatorKey with the same key, by two processes', () => {
  const context = asOperator()
  const leak = async () => {
    const fresh = await startIdentity()
    await fresh.createOperatorKey()
    const { operatorKey } = await fresh.createOperatorKey()
    const revoke = () => fresh.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context })
    return { fresh, other: await startIdentity({}, fresh.part), leaked: withOperatorKey(operatorKey), revoke }
  }

  it('answers the revocation once the key that is being made is there', async () => {
    const { fresh, other, leaked, revoke } = await leak()
    const held = await holdKeys(fresh.part.database, 'INSERT')
    const making = other.createOperatorKey({}, leaked)
    await held.waiting(1)
    let isRevoked = false
    const revoking = revoke().then(() => {
      isRevoked = true
    })
    await held.waiting(2, () => isRevoked)
    const wasRevoked = isRevoked
    await held.release()
    await Promise.all([making, revoking])
    assert.equal(wasRevoked, false)
  })

  it('makes none while the key is being revoked', async () => {
    const { fresh, other, leaked, revoke } = await leak()
    const held = await holdKeys(fresh.part.database, 'DELETE')
    const revoking = revoke()
    await held.waiting(1)
    let answer = ''
    const making = other.createOperatorKey({}, leaked).then(
      () => {
        answer = 'made'
      },
      ({ code }) => {
        answer = code
      },
    )
    await held.waiting(2, () => answer !== '')
    await held.release()
    await Promise.all([revoking, making])
    assert.equal(answer, 'INVALID_API_KEY')
  })
})

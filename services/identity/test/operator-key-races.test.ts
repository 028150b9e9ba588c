import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asOperator, startIdentity } from './identity.ts'

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

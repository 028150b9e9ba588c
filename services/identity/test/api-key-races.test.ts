import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { holdKeys } from './held-keys.ts'
import { asOperator, keyRequest, startIdentity, withOperatorKey } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
  await identity.createOperatorKey()
})

const cases = {
  'an API key': async () => {
    const workspaceId = make.id('wks')
    const { apiKey, context } = await identity.member(workspaceId)
    const request = { id: apiKey.id }
    return {
      make: () => identity.keys.createApiKey(keyRequest(), { context }),
      revoke: () => identity.keys.revokeApiKey(request, { context: asOperator({ workspaceId }) }),
    }
  },
  'an operator key': async () => {
    const { operatorKey } = await identity.createOperatorKey()
    const { id: userId } = await identity.createUser()
    const context = withOperatorKey(operatorKey, { workspaceId: make.id('wks') })
    return {
      make: () => identity.keys.createApiKey(keyRequest({ userId }), { context }),
      revoke: () => identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context: asOperator() }),
    }
  },
}

for (const [name, leak] of Object.entries(cases))
  describe(`CreateApiKey with ${name} that is being revoked`, () => {
    it('is done before the revocation is answered', async () => {
      const leaked = await leak()
      const held = await holdKeys(identity.part.database, 'INSERT')
      const making = leaked.make()
      await held.waiting(1)
      let isRevoked = false
      const revoking = leaked.revoke().then(() => {
        isRevoked = true
      })
      await held.waiting(2, () => isRevoked)
      const wasRevoked = isRevoked
      await held.release()
      await Promise.all([making, revoking])
      assert.equal(wasRevoked, false)
    })

    it('waits for the revocation, and is refused', async () => {
      const leaked = await leak()
      const held = await holdKeys(identity.part.database, 'DELETE')
      const revoking = leaked.revoke()
      await held.waiting(1)
      let answer = ''
      const making = leaked.make().then(
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

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { holdKeys } from './held-keys.ts'
import { asOperator, keyRequest, startIdentity, withOperatorKey } from './identity.ts'

type Identity = Awaited<ReturnType<typeof startIdentity>>

let identity: Identity
/** Another process on the same database: it makes the keys. */
let other: Identity
before(async () => {
  identity = await startIdentity()
  other = await startIdentity({}, identity.part)
  await identity.createOperatorKey()
})

const operatorKeyToRevoke = async () => {
  const { operatorKey } = await identity.createOperatorKey()
  const revoke = () => identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, { context: asOperator() })
  return { operatorKey, revoke }
}

const cases = {
  'CreateApiKey with an API key': async () => {
    const workspaceId = make.id('wks')
    const { apiKey, context } = await identity.member(workspaceId)
    const request = { id: apiKey.id }
    return {
      make: () => other.keys.createApiKey(keyRequest(), { context }),
      revoke: () => identity.keys.revokeApiKey(request, { context: asOperator({ workspaceId }) }),
    }
  },
  'CreateApiKey with an operator key': async () => {
    const { operatorKey, revoke } = await operatorKeyToRevoke()
    const { id: userId } = await identity.createUser()
    const context = withOperatorKey(operatorKey, { workspaceId: make.id('wks') })
    return { make: () => other.keys.createApiKey(keyRequest({ userId }), { context }), revoke }
  },
  'CreateOperatorKey with an operator key': async () => {
    const { operatorKey, revoke } = await operatorKeyToRevoke()
    return { make: () => other.createOperatorKey({}, withOperatorKey(operatorKey)), revoke }
  },
}

for (const [name, leak] of Object.entries(cases))
  describe(`${name} that another process revokes`, () => {
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

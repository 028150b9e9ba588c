import assert from 'node:assert/strict'
import { before } from 'node:test'
import { makeApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { checkWrites, make } from '@plinth/testkit'
import { asOperator, keyRequest, operatorKeyRequest, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const operator = (requestId: string, fields: Partial<CallContext> = {}) => ({
  context: asOperator({ requestId, ...fields }),
})
const member = async (requestId: string) => {
  const made = await identity.member(make.id('wks'), Role.ROLE_OWNER, { scopes: ['*'] })
  return { ...made, by: { context: { ...made.context, requestId } } }
}
const noCode = Buffer.alloc(0)
const reported = (key: string) => {
  const parsed = parseApiKey(key)
  assert.ok(parsed)
  return { lookupId: parsed.lookupId, keyHash: parsed.hash }
}

checkWrites({
  part: () => identity.part,
  writes: {
    'UsersService/CreateUser': (requestId) =>
      identity.users.createUser(
        { name: make.name(), email: make.email(), tier: '', emailVerified: false },
        operator(requestId),
      ),
    'UsersService/UpdateUser': async (requestId) => {
      const { user, by } = await member(requestId)
      // A wanted address alone is no change that other users see.
      await identity.users.updateUser({ id: user.id, email: make.email(), workspaceIds: [] }, by)
    },
    'UsersService/CreateEmailVerification': async (requestId) => {
      const { id } = await identity.createUser()
      await identity.users.createEmailVerification({ id }, operator(requestId))
    },
    'UsersService/VerifyEmail': async (requestId) => {
      const { user, by } = await member(requestId)
      const { token } = await identity.users.createEmailVerification({ id: user.id }, operator(make.id('req')))
      await identity.users.verifyEmail({ token, workspaceIds: [] }, by)
    },
    'UsersService/SuspendUser': async (requestId) => {
      const { id } = await identity.createUser()
      await identity.users.suspendUser({ id, workspaceIds: [] }, operator(requestId))
    },
    'UsersService/ReactivateUser': async (requestId) => {
      const { id } = await identity.createUser()
      await identity.users.suspendUser({ id, workspaceIds: [] }, operator(make.id('req')))
      await identity.users.reactivateUser({ id, workspaceIds: [] }, operator(requestId))
    },
    'ApiKeysService/CreateApiKey': async (requestId) => {
      const { by } = await member(requestId)
      await identity.keys.createApiKey(keyRequest({ scopes: ['read:all'] }), by)
    },
    'ApiKeysService/UpdateApiKey': async (requestId) => {
      const { apiKey, by } = await member(requestId)
      await identity.keys.updateApiKey({ id: apiKey.id, name: 'Renamed' }, by)
    },
    'ApiKeysService/RotateApiKey': async (requestId) => {
      const { apiKey, by } = await member(requestId)
      await identity.keys.rotateApiKey({ id: apiKey.id, gracePeriodHours: 1 }, by)
    },
    'ApiKeysService/RevokeApiKey': async (requestId) => {
      const { apiKey, by } = await member(requestId)
      await identity.keys.revokeApiKey({ id: apiKey.id }, by)
    },
    'KeyReportsService/ReportKey': async (requestId) => {
      const { key } = await member(requestId)
      await identity.reports.reportKey(reported(key), operator(requestId))
      const other = await identity.createOperatorKey()
      await identity.reports.reportKey(reported(other.key), operator(requestId))
    },
    'OperatorKeysService/CreateOperatorKey': (requestId) =>
      identity.operatorKeys.createOperatorKey(operatorKeyRequest(), operator(requestId)),
    'OperatorKeysService/EnsureOperatorKey': (requestId) =>
      identity.operatorKeys.ensureOperatorKey({ key: makeApiKey('sk_live').key }, operator(requestId)),
    'OperatorKeysService/UpdateOperatorKey': async (requestId) => {
      const { operatorKey } = await identity.createOperatorKey()
      await identity.operatorKeys.updateOperatorKey({ id: operatorKey.id, name: 'Renamed' }, operator(requestId))
    },
    'OperatorKeysService/RotateOperatorKey': async (requestId) => {
      const { operatorKey } = await identity.createOperatorKey()
      await identity.operatorKeys.rotateOperatorKey({ id: operatorKey.id, gracePeriodHours: 1 }, operator(requestId))
    },
    'OperatorKeysService/RevokeOperatorKey': async (requestId) => {
      await identity.createOperatorKey()
      const { operatorKey } = await identity.createOperatorKey()
      await identity.operatorKeys.revokeOperatorKey({ id: operatorKey.id }, operator(requestId))
    },
    'SessionsService/CreateSession': async (requestId) => {
      const { by } = await member(requestId)
      await identity.sessions.createSession({ codeHash: noCode }, by)
    },
    'SessionsService/EndOwnSession': async (requestId) => {
      const { by } = await member(requestId)
      const { session } = await identity.sessions.createSession({ codeHash: noCode }, { context: by.context })
      const principal = { ...by.context.principal, ...session?.bearer?.principal, name: 'Test' }
      await identity.sessions.endOwnSession({}, { context: { ...by.context, principal: make.principal(principal) } })
    },
    'SessionsService/EndSession': async (requestId) => {
      const { context } = await member(make.id('req'))
      const { session } = await identity.sessions.createSession({ codeHash: noCode }, { context })
      const id = session?.bearer?.principal?.sessionId ?? ''
      await identity.sessions.endSession({ id }, operator(requestId))
    },
    'SessionsService/CreateSignInLink': async (requestId) => {
      const { operatorKey } = await identity.createOperatorKey()
      await identity.command.createSignInLink({ expiresInSeconds: 60, keyId: operatorKey.id }, operator(requestId))
    },
  },
  unchanged: {
    'UsersService/CreateEmailVerification': 'the token is the change, and a secret',
  },
  silent: {
    'SessionsService/AuthenticateSession': 'it writes when the session was used last, as Authenticate does of a key',
  },
})

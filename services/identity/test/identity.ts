import { after } from 'node:test'
import { parseApiKey } from '@plinth/kit/access/api-key-format'
import type { Env } from '@plinth/kit/config'
import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import { type CallContext, type Idempotency, Role } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { type ApiKey, ApiKeysServiceService, type CreateApiKeyRequest } from '@plinth/proto/identity/v1/api_keys.ts'
import { AuthenticationServiceService } from '@plinth/proto/identity/v1/authentication.ts'
import { KeyReportsServiceService } from '@plinth/proto/identity/v1/key_reports.ts'
import {
  type CreateOperatorKeyRequest,
  type OperatorKey,
  OperatorKeysServiceService,
} from '@plinth/proto/identity/v1/operator_keys.ts'
import { SessionsServiceService } from '@plinth/proto/identity/v1/sessions.ts'
import { type CreateUserRequest, type User, UsersServiceService } from '@plinth/proto/identity/v1/users.ts'
import { make, type StartedPart, startPart } from '@plinth/testkit'
import { identity } from '../src/index.ts'

// Registered on import, so that it belongs to the file and not to the hook that starts the part.
const stops: (() => Promise<void>)[] = []
after(async () => {
  for (const stop of stops.toReversed()) await stop()
})

/** The identity service on a database of its own, and short ways to what tests need first. */
export async function startIdentity(env: Env = {}, beside?: StartedPart) {
  const part = await startPart(identity, { env, ...(beside === undefined ? {} : { beside }) })
  stops.push(part.stop)
  const users = part.dial('identity', UsersServiceService)
  const keys = part.dial('identity', ApiKeysServiceService)
  const operatorKeys = part.dialAs('operator')('identity', OperatorKeysServiceService)
  const authentication = part.dial('identity', AuthenticationServiceService)

  const sessions = part.dial('identity', SessionsServiceService)

  const authenticateParts = (lookupId: string, keyHash: Buffer) => authentication.authenticate({ lookupId, keyHash })
  const authenticate = (key: string) => {
    const parsed = parseApiKey(key)
    if (parsed === undefined) throw new Error('not a key')
    return authenticateParts(parsed.lookupId, parsed.hash)
  }
  const expire = (keyId: string) =>
    part.database.query({
      text: `UPDATE api_key SET expires_at = plinth_now() - interval '1 second' WHERE id = $1`,
      values: [keyId],
    })
  const createUser = async (fields: Partial<CreateUserRequest> = {}): Promise<User> => {
    const wanted = { name: make.name(), email: make.email(), tier: '', emailVerified: false, ...fields }
    const { user } = await users.createUser(wanted, { context: asOperator() })
    if (user === undefined) throw new Error('no user')
    return user
  }
  /** By an operator, for a user. */
  const createKey = async (workspaceId: string, userId: string, fields: Partial<CreateApiKeyRequest> = {}) => {
    const request = keyRequest({ scopes: ['*'], userId, ...fields })
    const made = await keys.createApiKey(request, { context: asOperator({ workspaceId }) })
    if (made.apiKey === undefined) throw new Error('no key')
    return { apiKey: made.apiKey, key: made.key }
  }
  /** A user with a key in a workspace, and the context of calls made with that key. */
  const member = async (
    workspaceId: string,
    role: Role = Role.ROLE_MEMBER,
    fields: Partial<CreateApiKeyRequest> = {},
  ) => {
    const user = await createUser()
    const made = await createKey(workspaceId, user.id, fields)
    return { user, ...made, context: contextOf(made.apiKey, role) }
  }
  const createOperatorKey = async (fields: Partial<CreateOperatorKeyRequest> = {}, context = asOperator()) => {
    const { operatorKey, key } = await operatorKeys.createOperatorKey(operatorKeyRequest(fields), { context })
    if (operatorKey === undefined) throw new Error('no key')
    return { operatorKey, key }
  }
  /** Events about an object that wait in the outbox, oldest first. */
  const eventsAbout = async (objectId: string) => {
    const rows = await part.database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox ORDER BY id' })
    return rows
      .map(({ payload }) => Event.decode(payload))
      .filter((event) => event.objectId === objectId)
      .map(({ type, workspaceId, attributesJson }) => ({
        type,
        workspaceId,
        attributes: JSON.parse(Buffer.from(attributesJson).toString()) as Record<string, unknown>,
      }))
  }
  return {
    part,
    users,
    keys,
    operatorKeys,
    sessions,
    command: part.dialAs('operator')('identity', SessionsServiceService),
    authenticateSession: async (token: string) => {
      const { bearer } = await sessions.authenticateSession({ tokenHash: hashOfToken(token) })
      if (bearer === undefined) throw new Error('no bearer')
      return bearer
    },
    reports: part.dial('identity', KeyReportsServiceService),
    createOperatorKey,
    authenticate,
    authenticateParts,
    expire,
    createUser,
    createKey,
    member,
    eventsAbout,
  }
}

/** The local command: an operator without a key, whom nothing bounds. */
export const asOperator = (fields: Partial<CallContext> = {}): CallContext =>
  make.context({
    principal: { ...make.operator(), keyId: '' },
    workspaceId: '',
    role: Role.ROLE_UNSPECIFIED,
    ...fields,
  })

/** The bearer of this operator key. */
export const withOperatorKey = (key: OperatorKey | undefined, fields: Partial<CallContext> = {}): CallContext => {
  if (key === undefined) throw new Error('no key')
  return asOperator({ principal: { ...make.operator(), keyId: key.id, scopes: key.scopes }, ...fields })
}

export const operatorKeyRequest = (fields: Partial<CreateOperatorKeyRequest> = {}): CreateOperatorKeyRequest => ({
  name: make.name(),
  scopes: [],
  neverExpires: false,
  allowedIps: [],
  allowsAnyIp: false,
  ...fields,
})

export function contextOf(key: ApiKey, role: Role = Role.ROLE_MEMBER): CallContext {
  const principal = make.principal({
    keyId: key.id,
    userId: key.userId,
    homeWorkspaceId: key.workspaceId,
    scopes: key.scopes,
  })
  return make.context({ principal, workspaceId: key.workspaceId, role })
}

export const keyRequest = (fields: Partial<CreateApiKeyRequest> = {}): CreateApiKeyRequest => ({
  name: make.name(),
  scopes: [],
  rateLimitTier: '',
  expiresAt: undefined,
  neverExpires: false,
  allowedIps: [],
  allowsAnyIp: false,
  userId: '',
  allWorkspaces: false,
  workspaceTier: 'pro',
  ...fields,
})

export const inDays = (days: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 + days * 86_400_000)

export const withKey = (context: CallContext, idempotency: Idempotency): CallContext => ({ ...context, idempotency })

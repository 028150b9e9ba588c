import { makeApiKey, shownPrefix } from '@plinth/kit/access/api-key-format'
import { SystemClock } from '@plinth/kit/clock'
import type { Env } from '@plinth/kit/config'
import type { Logger } from '@plinth/kit/log'
import type { Expose } from '@plinth/kit/part'
import type { ServiceDefinition } from '@plinth/kit/rpc'
import { Principal } from '@plinth/proto/common/v1/context.ts'
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import { type StartedPart, startPart } from '@plinth/testkit'
import { gateway } from '../../src/index.ts'
import { type Answer, type AskOptions, ask } from './ask.ts'
import { exposeIdentity } from './identity.ts'
import { newScript, type Script } from './script.ts'
import type { Grants } from './sessions.ts'
import { exposeTeam } from './team.ts'
import { exposeTenancy } from './tenancy.ts'
import { exposeWebhooks } from './webhooks.ts'

export interface Mesh {
  url: string
  script: Script
  part: StartedPart
  /** A key of usr_jane in wks_home, for everything unless told otherwise. */
  key(options?: KeyOptions): string
  /** An operator key, for everything unless told otherwise. */
  operatorKey(options?: Omit<KeyOptions, 'userId' | 'workspaceId'>): string
  revoke(key: string): void
  /** A request to the API; `body` that is no string is sent as JSON. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  stop(): Promise<void>
}

interface KeyOptions extends Partial<Omit<AuthenticateResponse, 'principal'>> {
  userId?: string
  workspaceId?: string
  scopes?: string[]
  allWorkspaces?: boolean
  family?: Partial<Pick<Principal, 'keyId' | 'keyFamilyId' | 'keyGeneration'>>
}

/** The gateway with stand-ins for its three peers at the contract; `unknown` are services that peers of the release before lack. */
export async function startMesh(
  env: Env = {},
  clock = new SystemClock(),
  log?: Logger,
  unknown: readonly ServiceDefinition[] = [],
): Promise<Mesh> {
  const script = newScript()
  const grants: Grants = new Map()
  const part = await startPart(gateway, {
    clock,
    ...(log === undefined ? {} : { log }),
    env: { PORT: '0', GATEWAY_TRUSTED_PROXIES: '127.0.0.1', ...env },
    peers: (exposeAny) => {
      const expose: Expose = (service, handlers) => {
        if (!unknown.includes(service)) exposeAny(service, handlers)
      }
      exposeIdentity(expose, script, grants)
      exposeTenancy(expose, script)
      exposeTeam(expose, script)
      exposeWebhooks(expose, script)
    },
  })
  const url = part.running.url ?? ''
  const grant = (principal: AuthenticateResponse['principal'], fields: Partial<AuthenticateResponse> = {}) => {
    const { key, lookupId } = makeApiKey('sk_live')
    grants.set(lookupId, {
      prefix: shownPrefix('sk_live', lookupId),
      keyName: 'Test key',
      rateLimitTier: 'enterprise',
      allowedIps: [],
      ...fields,
      principal,
    })
    return key
  }
  const bearer = (fields: Partial<Principal>): Principal => ({
    ...Principal.decode(new Uint8Array()),
    keyId: `key_${grants.size}`,
    scopes: ['*'],
    ...fields,
  })
  return {
    url,
    script,
    part,
    key: ({
      userId = 'usr_jane',
      workspaceId = 'wks_home',
      scopes = ['*'],
      family = {},
      allWorkspaces = false,
      ...fields
    } = {}) => grant(bearer({ userId, homeWorkspaceId: workspaceId, scopes, allWorkspaces, ...family }), fields),
    operatorKey: ({ scopes = ['*'], ...fields } = {}) =>
      grant(bearer({ isOperator: true, scopes }), { rateLimitTier: '', ...fields }),
    revoke: (key) => void grants.delete(key.split('_').at(-3) ?? ''),
    ask: (method, path, options) => ask(`${url}${path}`, method, options),
    stop: () => part.stop(),
  }
}

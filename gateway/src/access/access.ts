import { parseApiKey } from '@plinth/kit/access/api-key-format'
import type { Clock } from '@plinth/kit/clock'
import { errorCodes, PlinthError } from '@plinth/kit/errors'
import type { CallOptions } from '@plinth/kit/rpc'
import type { Principal } from '@plinth/proto/common/v1/context.ts'
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { TtlCache } from '../ttl-cache.ts'
import { namesOfAccess, namesOfGrant, refusedKeys } from './access-names.ts'
import { type Bearer, contextOf } from './caller.ts'
import type { Credential } from './credential.ts'
import { unknownKeys } from './unknown-keys.ts'

export interface AccessQuestion {
  requestId: string
  /** User of the access, and the API key that limits it. */
  principal: Principal
  workspace: string
  namespace: string
}

/** Looks up the bearer of a key or session and the access of a user. Results are cached briefly, while `isTrusted` returns true. */
export interface AccessDirectory {
  /** Throws a 401, or a 5xx if no service can answer. */
  bearer(credential: Credential, requestId: string): Promise<Bearer>
  /** Returns the workspace of a key that was valid here within the hour ('' for an operator key), or undefined. */
  workspaceOf(credential: Credential): string | undefined
  access(question: AccessQuestion): Promise<ResolveAccessResponse>
  /** Drops cached and loading values with these names, and refusals by their own: later calls do not use them. */
  revoke(names: readonly string[]): void
  clear(): void
}

const seenKeysMax = 100_000
const seenMs = 3_600_000

interface NamedAccess {
  answer: ResolveAccessResponse
  names: readonly string[]
}

export function accessDirectory(options: {
  services: Pick<Services, 'authentication' | 'sessions' | 'workspaces'>
  clock: Clock
  ttlMs: number
  entriesMax: number
  isTrusted: () => boolean
}): AccessDirectory {
  const { services, clock } = options
  const monotonicMs = () => clock.monotonicMs()
  const caching = { ...options, monotonicMs }
  const grants = new TtlCache<AuthenticateResponse>({
    ...caching,
    namesOf: (grant, name) => [name, ...namesOfGrant(grant)],
    // A key expires at the exact time by the clock of its service, which is asked from then on.
    lifeMs: ({ expiresInMs }) => expiresInMs ?? Number.POSITIVE_INFINITY,
    isOver: ({ expiresAt, idleExpiresAt }) =>
      [expiresAt, idleExpiresAt].some((end) => end !== undefined && end <= clock.now()),
  })
  const unknown = unknownKeys(caching)
  const accesses = new TtlCache<NamedAccess>({ ...caching, namesOf: ({ names }) => names })
  // The workspace of each key that was valid here, '' for an operator key. It only tells the likely workspace of a key and authorises no call,
  // so no access revocation clears it.
  const seen = new TtlCache<string>({ entriesMax: seenKeysMax, ttlMs: seenMs, monotonicMs })

  const access = async ({ requestId, principal, workspace, namespace }: AccessQuestion) => {
    const { userId, homeWorkspaceId: keyWorkspaceId, allWorkspaces } = principal
    const name = JSON.stringify([userId, keyWorkspaceId, allWorkspaces, workspace, namespace])
    const named = await accesses.load(name, async () => {
      const key = { keyWorkspaceId, allWorkspaces }
      const question = { userId, workspaceIdOrSlug: workspace, namespaceId: namespace, ...key }
      const answer = await services.workspaces.resolveAccess(question, { context: contextOf({ requestId }) })
      return { answer, names: namesOfAccess(userId, answer) }
    })
    return named.answer
  }

  const ask = async (credential: Credential, options: CallOptions): Promise<AuthenticateResponse> => {
    const { kind, text, hash } = credential
    const name = nameOf(credential)
    if (kind === 'session') {
      const tokenHash = Buffer.from(hash, 'base64url')
      const { bearer } = await unknown.unlessRefused(name, () =>
        services.sessions.authenticateSession({ tokenHash }, options),
      )
      if (bearer === undefined) throw fail.brokenContract('a bearer')
      return bearer
    }
    // Cached texts are valid keys: shape and checksum are checked before the service is asked.
    const parsed = parseApiKey(text)
    if (parsed === undefined) throw fail.invalidApiKey()
    const { lookupId, hash: keyHash } = parsed
    return unknown.unlessRefused(name, () => services.authentication.authenticate({ lookupId, keyHash }, options))
  }

  const find = async (credential: Credential, requestId: string): Promise<Bearer> => {
    const name = nameOf(credential)
    const grant = await grants.load(name, () => ask(credential, { context: contextOf({ requestId }) }))
    const { principal } = grant
    if (principal === undefined) throw fail.brokenContract('a principal')
    if (principal.isOperator) return { principal, grant, home: undefined }
    const home = { requestId, principal, workspace: principal.homeWorkspaceId, namespace: '' }
    try {
      return { principal, grant, home: await access(home) }
    } catch (err) {
      if (!isNotFound(err)) throw err
      // Identity will revoke the key: if its user joins again, the key must be looked up again.
      grants.delete(name)
      throw fail.invalidApiKey()
    }
  }

  return {
    access,
    workspaceOf: (credential) => seen.get(nameOf(credential)),
    async bearer(credential, requestId) {
      try {
        const bearer = await find(credential, requestId)
        seen.set(nameOf(credential), bearer.principal.homeWorkspaceId, monotonicMs())
        return bearer
      } catch (err) {
        if (isRefused(err)) seen.delete(nameOf(credential))
        throw err
      }
    },
    revoke(names) {
      grants.revoke(names)
      accesses.revoke(names)
      if (names.includes(refusedKeys)) unknown.clear()
    },
    clear() {
      grants.clear()
      accesses.clear()
      unknown.clear()
    },
  }
}

/**
 * A token is a session in its cookie alone: in a header it is a key, and no valid one, so that it must not find what is cached of the
 * session. Reports of a leaked key revoke by its hash.
 */
const nameOf = ({ kind, hash }: Credential): string => (kind === 'key' ? hash : `session ${hash}`)

/** Tenancy refuses a key whose workspace, or whose user’s membership there, has ended with RESOURCE_NOT_FOUND. */
const isNotFound = (err: unknown): boolean => err instanceof PlinthError && err.code === 'RESOURCE_NOT_FOUND'

const isRefused = (err: unknown): boolean => err instanceof PlinthError && errorCodes[err.code].http < 500

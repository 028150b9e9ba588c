import { narrowScopes, parseScopes } from '@plinth/kit/access/scopes'
import { fail } from '../errors.ts'
import { type ApiKey, type Grant, type Mistakes, nameMistakes } from './api-key.ts'
import {
  expiryMistakes,
  gainMistakes,
  ipMistakes,
  reachMistakes,
  scopeMistakes,
  tierMistakes,
} from './scope-escalation.ts'

export interface WantedApiKey {
  name: string
  /** Empty for the default scopes, as far as the creator has them. */
  scopes: readonly string[]
  /** Empty for the tier of the workspace. */
  rateLimitTier: string
  /** Undefined for the expiry of the creator, unless the key is to have none. */
  expiresAt?: Date | undefined
  neverExpires: boolean
  /** Empty for the addresses of the creator, unless the key is to allow any. */
  allowedIps: readonly string[]
  allowsAnyIp: boolean
  allWorkspaces: boolean
}

export type ApiKeyDraft = Pick<
  ApiKey,
  'name' | 'scopes' | 'rateLimitTier' | 'expiresAt' | 'allowedIps' | 'allWorkspaces'
>

const defaultScopes = [
  'read:all',
  ...['namespaces', 'entitlements', 'webhooks', 'events'].map((resource) => `write:${resource}`),
]

/** Fills in absent fields from the creator. Throws VALIDATION_ERROR when a field exceeds the grant of the creator. */
export function newApiKey(wanted: WantedApiKey, creator: Grant, workspaceTier: string, now: Date): ApiKeyDraft {
  const draft: ApiKeyDraft = {
    name: wanted.name,
    scopes: wanted.scopes.length > 0 ? wanted.scopes : narrowScopes(creator.scopes, defaultScopes),
    rateLimitTier: wanted.rateLimitTier || workspaceTier || 'free',
    ...boundsOf(wanted, creator),
    allWorkspaces: wanted.allWorkspaces,
  }
  refuse({
    ...nameMistakes(draft.name),
    ...scopeMistakes(creator.scopes, draft.scopes),
    ...tierMistakes(workspaceTier, draft.rateLimitTier),
    ...expiryMistakes(creator, draft.expiresAt, now),
    ...ipMistakes([creator.allowedIps], draft.allowedIps),
    ...reachMistakes(creator, draft.allWorkspaces),
  })
  return { ...draft, scopes: parseScopes(draft.scopes).scopes }
}

/** The wanted expiry and addresses; those of the creator where nothing was said of them. */
export const boundsOf = (
  {
    expiresAt,
    neverExpires,
    allowedIps,
    allowsAnyIp,
  }: Pick<WantedApiKey, 'expiresAt' | 'neverExpires' | 'allowedIps' | 'allowsAnyIp'>,
  creator: Pick<Grant, 'expiresAt' | 'allowedIps'>,
): Pick<ApiKeyDraft, 'expiresAt' | 'allowedIps'> => ({
  expiresAt: neverExpires ? undefined : (expiresAt ?? creator.expiresAt),
  allowedIps: allowsAnyIp || allowedIps.length > 0 ? allowedIps : creator.allowedIps,
})

export interface ApiKeyChanges {
  name?: string | undefined
  scopes?: readonly string[] | undefined
  allowedIps?: readonly string[] | undefined
}

/**
 * Returns the changed key, or the same object when nothing changes. The key may keep its grant, and gain only what the caller could give to a
 * new key (api.md §4). An operator key has no workspaces.
 */
export function changeApiKey<
  Key extends Pick<ApiKey, 'name'> & Omit<Grant, 'allWorkspaces'> & { allWorkspaces?: boolean },
>(key: Key, changes: ApiKeyChanges, caller: Grant): Key {
  const { name = key.name, scopes = key.scopes, allowedIps = key.allowedIps } = changes
  refuse({
    ...nameMistakes(name),
    ...gainMistakes({ ...key, allWorkspaces: key.allWorkspaces ?? false }, { scopes, allowedIps }, caller),
    ...scopeMistakes([...key.scopes, ...caller.scopes], scopes),
    ...ipMistakes([key.allowedIps, caller.allowedIps], allowedIps),
  })
  const stored = parseScopes(scopes).scopes
  const isSame = name === key.name && isSameList(stored, key.scopes) && isSameList(allowedIps, key.allowedIps)
  return isSame ? key : { ...key, name, scopes: stored, allowedIps }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}

export function refuse(mistakes: Mistakes): void {
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

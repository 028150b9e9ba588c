import { foldEmail, isEmailAddress } from '@plinth/kit/access/email-address'
import { isTier } from '@plinth/kit/access/tiers'
import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { nameLengthMax } from '@plinth/kit/field-limits'
import { fail } from '../errors.ts'

export interface User {
  id: string
  name: string
  /** As given; compared by foldEmail. */
  email: string
  tier: string
  emailVerifiedAt: Date | undefined
  /** The address that the user wants instead; not used before it is proven. */
  pendingEmail: string | undefined
  /** Present when the user is suspended: all keys of the user are refused. */
  suspendedAt: Date | undefined
  createdAt: Date
  updatedAt: Date
  version: number
}

export interface UserDraft {
  name: string
  email: string
  tier: string
}

export interface UserChanges {
  name?: string | undefined
  email?: string | undefined
  /** Set by operators alone. */
  emailVerified?: boolean | undefined
}

export function newUser(wanted: UserDraft): UserDraft {
  const tier = wanted.tier === '' ? 'free' : wanted.tier
  check({ ...wanted, tier })
  return { name: wanted.name, email: wanted.email, tier }
}

/**
 * Returns the user after a change of its own, or the same object when nothing changes. A new address stays pending until it is
 * proven; the present address ends a pending one.
 */
export function changeOwn(user: User, { name = user.name, email }: Omit<UserChanges, 'emailVerified'>): User {
  check({ name, email: email ?? user.email, tier: user.tier })
  if (email === undefined) return changed(user, { name })
  const isOwn = isSameAddress(email, user.email)
  return changed(user, { name, ...(isOwn ? { email, pendingEmail: undefined } : { pendingEmail: email }) })
}

/** Returns the user after a change by an operator: a new address holds at once, and is verified when the operator says so. */
export function changeByOperator(user: User, changes: UserChanges, at: Date): User {
  const { name = user.name, email = user.email, emailVerified } = changes
  check({ name, email, tier: user.tier })
  const known = isSameAddress(email, user.email) ? user.emailVerifiedAt : undefined
  const emailVerifiedAt = emailVerified === true ? (known ?? at) : emailVerified === false ? undefined : known
  const pendingEmail = changes.email === undefined ? user.pendingEmail : undefined
  return changed(user, { name, email, emailVerifiedAt, pendingEmail })
}

/** Returns the user with the proven address, or undefined when the user no longer has or wants that address. */
export function proveAddress(user: User, sentTo: string, at: Date): User | undefined {
  const { email, pendingEmail } = user
  if (pendingEmail !== undefined && isSameAddress(pendingEmail, sentTo))
    return { ...user, email: pendingEmail, pendingEmail: undefined, emailVerifiedAt: at }
  return isSameAddress(email, sentTo) ? verifyAddress(user, sentTo, at) : undefined
}

/** True when a verification token for one is valid for the other. */
export const isProofSame = (before: User, after: User): boolean =>
  before.email === after.email &&
  before.pendingEmail === after.pendingEmail &&
  before.emailVerifiedAt === after.emailVerifiedAt

/** The address that a token can prove: the pending one, else the unverified one. */
export const unprovenAddress = ({ email, emailVerifiedAt, pendingEmail }: User): string | undefined =>
  pendingEmail ?? (emailVerifiedAt === undefined ? email : undefined)

/** Replaces the address by one of RFC 2606, to which no mail ever goes. */
export const withoutAddress = (user: User): User => ({ ...user, email: `${user.id}@unproven.invalid` })

export const suspend = (user: User, at: Date): User =>
  user.suspendedAt === undefined ? { ...user, suspendedAt: at } : user

export const reactivate = (user: User): User =>
  user.suspendedAt === undefined ? user : { ...user, suspendedAt: undefined }

/** Returns the user with this address verified, or the same object when it was verified before or is another address now. */
export function verifyAddress(user: User, email: string, at: Date): User {
  const isNews = user.emailVerifiedAt === undefined && isSameAddress(email, user.email)
  return isNews ? { ...user, emailVerifiedAt: at } : user
}

/** The fields that other users see in the public API (api.md §13), without the pending address. */
export const userView = (user: User): Record<string, unknown> => ({
  id: user.id,
  name: user.name,
  email: user.email,
  tier: user.tier,
  email_verified_at: user.emailVerifiedAt?.toISOString() ?? null,
  status: statusOf(user),
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
})

export const statusOf = ({ suspendedAt }: User): 'active' | 'suspended' =>
  suspendedAt === undefined ? 'active' : 'suspended'

/** True when the change is visible to other users. */
export const isSeen = (before: User, after: User): boolean =>
  before.name !== after.name ||
  before.email !== after.email ||
  before.emailVerifiedAt?.getTime() !== after.emailVerifiedAt?.getTime() ||
  statusOf(before) !== statusOf(after)

export const isSameAddress = (a: string, b: string): boolean => foldEmail(a) === foldEmail(b)

const changed = (user: User, changes: Partial<User>): User => {
  const after = { ...user, ...changes }
  return isSeen(user, after) || user.pendingEmail !== after.pendingEmail ? after : user
}

function check({ name, email, tier }: UserDraft): void {
  const mistakes: Record<string, string[]> = {}
  if (name.trim() === '' || !hasCharactersAtMost(name, nameLengthMax) || !isStorable(name))
    mistakes['name'] = [`The name must have 1 to ${nameLengthMax} characters.`]
  if (!isEmailAddress(email)) mistakes['email'] = ['The email field must be an email address.']
  if (!isTier(tier)) mistakes['tier'] = ['The tier does not exist.']
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

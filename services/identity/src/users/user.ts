import { foldEmail, isEmailAddress } from '@plinth/kit/email-address'
import { isTier } from '@plinth/kit/tiers'
import { fail } from '../errors.ts'

export interface User {
  id: string
  name: string
  /** As given; compared by foldEmail. */
  email: string
  tier: string
  emailVerifiedAt: Date | undefined
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
}

const nameMax = 255

export function newUser(wanted: UserDraft): UserDraft {
  const tier = wanted.tier === '' ? 'free' : wanted.tier
  check({ ...wanted, tier })
  return { name: wanted.name, email: wanted.email, tier }
}

/** The user as it is to be; the same object when nothing changes. A new address is not verified. */
export function changeUser(user: User, changes: UserChanges): User {
  const { name = user.name, email = user.email } = changes
  if (name === user.name && email === user.email) return user
  check({ name, email, tier: user.tier })
  const isSameAddress = foldEmail(email) === foldEmail(user.email)
  return { ...user, name, email, emailVerifiedAt: isSameAddress ? user.emailVerifiedAt : undefined }
}

/** The user as it is once this address was proven; the same object when it was before, or is another by now. */
export function verifyAddress(user: User, email: string, at: Date): User {
  const isNews = user.emailVerifiedAt === undefined && foldEmail(email) === foldEmail(user.email)
  return isNews ? { ...user, emailVerifiedAt: at } : user
}

/** As the public API shows it (api.md §13). */
export const userView = (user: User): Record<string, unknown> => ({
  id: user.id,
  name: user.name,
  email: user.email,
  tier: user.tier,
  email_verified_at: user.emailVerifiedAt?.toISOString() ?? null,
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
})

function check({ name, email, tier }: UserDraft): void {
  const mistakes: Record<string, string[]> = {}
  if (name.trim() === '' || name.length > nameMax || name.includes('\0'))
    mistakes['name'] = [`The name has 1 to ${nameMax} characters.`]
  if (!isEmailAddress(email)) mistakes['email'] = ['The email is not an email address.']
  if (!isTier(tier)) mistakes['tier'] = ['The tier is unknown.']
  if (Object.keys(mistakes).length > 0) throw fail.invalid(mistakes)
}

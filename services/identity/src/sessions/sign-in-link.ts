export const linkSecondsMin = 60
export const linkSecondsMax = 3_600

/** One key has at most so many links: a further one ends the oldest. */
export const linksOfKeyMax = 100

/** A link that makes one session of the key; its code is stored as a hash. */
export interface SignInLink {
  id: string
  key: { id: string; name: string; prefix: string }
  createdAt: Date
  expiresAt: Date
}

export const signInLinkView = ({ id, key, createdAt, expiresAt }: SignInLink): Record<string, unknown> => ({
  id,
  key,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
})

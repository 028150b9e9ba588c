import { brokenConstraint } from '@plinth/kit/db'

/** So often a slug is generated before its maker gives up. */
export const slugTriesMax = 3

export const isSlugTaken = (thrown: unknown): boolean => brokenConstraint(thrown) === 'workspace_living_slug_key'

/** Does again, whole, what failed because the slug it generated is another's by chance. */
export async function withFreshSlug<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (thrown) {
      if (!isSlugTaken(thrown) || tries === slugTriesMax) throw thrown
    }
  }
}

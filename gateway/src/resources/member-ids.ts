// A workspace may have more members than a message takes ids. Membership is tenancy's, names and their order are identity's.
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { ListUsersResponse } from '@plinth/proto/identity/v1/users.ts'
import { fail } from '../errors.ts'
import type { RunInput } from '../operation/operation.ts'

type Ask = Pick<RunInput<unknown, unknown>, 'services' | 'ask'>
type Input = Ask & Pick<RunInput<unknown, unknown>, 'call' | 'list'>

// 6 MB of IDs, of the 8 MiB that a message may have. The release before sends all at once.
const chunkMax = 200_000
/** The depth to which a list of several chunks is paged; the candidates of a page travel with each chunk. */
const depthMax = 10_000

/** The members of the workspace in context, in chunks that a message takes; at least one, which may be empty. */
export async function* memberIdChunks({ services, ask }: Ask): AsyncGenerator<{ userIds: string[]; isLast: boolean }> {
  let after = ''
  do {
    const { userIds, nextAfter } = await services.memberships.listMemberIds({ after, limit: chunkMax }, ask)
    yield { userIds, isLast: nextAfter === '' }
    after = nextAfter
  } while (after !== '')
}

/** A page of the members as users. Of several chunks, identity ranks one after the other beside the best so far, and lists the page of these. */
export async function listMembersAsUsers(input: Input): Promise<ListUsersResponse> {
  const { services, list, call } = input
  let [best, total]: [string[] | undefined, number] = [undefined, 0]
  for await (const { userIds, isLast } of memberIdChunks(input)) {
    if (best === undefined && isLast) return services.users.listUsers({ ids: userIds, query: list }, call)
    const earlier: readonly string[] = best ?? []
    const ids = [...earlier, ...userIds]
    const ranked = await services.users.listFirstUserIds({ ids, query: list, count: depthOf(list) }, call)
    best = ranked.ids
    total += ranked.total - earlier.length
  }
  const { users, page } = await services.users.listUsers({ ids: best ?? [], query: list }, call)
  return { users, page: page && { ...page, total } }
}

function depthOf({ page, perPage }: ListQuery): number {
  const depth = page * perPage
  if (depth <= depthMax) return depth
  throw fail.parameter({
    page: [`The list of so many members ends after ${depthMax} entries. Add a filter, or turn sort around.`],
  })
}

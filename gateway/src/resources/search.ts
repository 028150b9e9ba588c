import { coversScope } from '@plinth/kit/access/scopes'
import { SearchResult } from '@plinth/proto/common/v1/search.ts'
import { z } from 'zod'
import { operation, type RunInput } from '../operation/operation.ts'
import { bare } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { givenText } from './given-parameters.ts'
import { memberIdChunks } from './member-ids.ts'

/** In the order in which they are listed, and the scope that lets a caller find them. */
const scopeOf = {
  workspace: 'read:workspaces',
  namespace: 'read:namespaces',
  user: 'read:users',
  api_key: 'read:api-keys',
  operator_key: 'read:api-keys',
  session: 'read:api-keys',
  webhook: 'read:webhooks',
  event: 'read:webhooks',
  delivery: 'read:webhooks',
  request: 'read:usage',
} as const
const types = Object.keys(scopeOf) as (keyof typeof scopeOf)[]
const typeNames: readonly string[] = types
const resultsMax = 20

const row = z
  .object({
    type: z.enum(types),
    id: z.string(),
    name: z
      .string()
      .meta({ description: 'Name of the resource; the URL of a webhook; the event type of an event or a delivery.' }),
    workspace_id: z.string().nullable(),
    webhook_id: z.string().nullable().meta({
      description: 'ID of the webhook of a delivery; null for everything else. Reading a delivery needs both IDs.',
    }),
  })
  .meta({ id: 'SearchResult' })
const output = z.object({ data: z.array(row) }).meta({
  id: 'SearchResults',
  examples: [
    {
      data: [
        {
          ...{ type: 'workspace', id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Acme' },
          workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
          webhook_id: null,
        },
      ],
    },
  ],
})

const view = viewOf(SearchResult, row)

export const search = {
  find: operation({
    id: 'search.find',
    summary: 'Find resources by ID, or by the beginning of a name',
    description:
      'Finds resources by ID; workspaces and namespaces by the beginning of their name or slug; users by name or email address; API keys by their first characters; webhooks by URL or host; and calls by request id. Returns at most 20 results, exact matches first. Operators who name no workspace search everywhere. Other callers search the workspace of the call, and find only resources that their scopes can read. Send only the first characters of an API key (`sk_live_AbCd`): a whole key in a URL is refused.',
    route: 'GET /search',
    // As for the list of users.
    isHeavy: true,
    scope: 'any',
    context: 'none',
    output,
    isBare: true,
    query: {
      q: {
        kind: 'text',
        required: { example: 'acme' },
        description: 'ID, or beginning of an ID, name, address or URL.',
      },
    },
    run: async (input) => {
      const text = givenText(input.list, 'q').trim()
      const results = ranked(await found(input, text))
      const inContext = input.caller.access?.workspaceId ?? ''
      await input.noteShown([inContext, ...results.map(({ workspaceId }) => workspaceId)])
      return { results }
    },
    view: bare(({ results }: { results: readonly SearchResult[] }) => ({ data: results.map((one) => view(one)) })),
  }),
}

type Input = Pick<RunInput<unknown, unknown>, 'services' | 'caller' | 'call' | 'ask'>

/** Asks each service for the types that the caller may read. */
async function found({ services, caller, call, ask }: Input, text: string): Promise<SearchResult[]> {
  const allowed = types.filter((type) => coversScope(caller.principal.scopes, scopeOf[type]))
  const asks = (...wanted: readonly (typeof types)[number][]) => wanted.some((type) => allowed.includes(type))
  const question = { text, types: allowed }
  const none = { results: [] }
  const searchIdentity = async () => {
    const results: SearchResult[] = []
    let asked = question
    for await (const userIds of usersOf({ services, caller, ask }, allowed.includes('user'))) {
      results.push(...(await services.identitySearch.searchIdentity({ search: asked, userIds }, call)).results)
      asked = { text, types: ['user'] }
    }
    return { results }
  }
  const answers = await Promise.all([
    asks('workspace', 'namespace', 'request') ? services.tenancySearch.searchTenancy({ search: question }, call) : none,
    asks('user', 'api_key', 'operator_key', 'session') ? searchIdentity() : none,
    asks('webhook', 'event', 'delivery') ? services.webhooksSearch.searchWebhooks({ search: question }, call) : none,
  ])
  return answers.flatMap(({ results }) => results)
}

/** The members of the workspace in context, in chunks: the users that a search in it may find. One empty chunk where none are asked for. */
async function* usersOf({ services, caller, ask }: Omit<Input, 'call'>, isAsked: boolean): AsyncGenerator<string[]> {
  if (!isAsked || (caller.access?.workspaceId ?? '') === '') yield []
  else for await (const { userIds } of memberIdChunks({ services, ask })) yield userIds
}

/** Exact ones first, then by type; each once, as a name and an address may both begin so. */
export function ranked(results: readonly SearchResult[]): SearchResult[] {
  const known = new Map<string, SearchResult>()
  for (const result of results) {
    const name = `${result.type} ${result.id}`
    if (known.get(name)?.isExact !== true) known.set(name, result)
  }
  const place = ({ type, isExact }: SearchResult) => (isExact ? 0 : types.length) + typeNames.indexOf(type)
  return [...known.values()].toSorted((one, other) => place(one) - place(other)).slice(0, resultsMax)
}

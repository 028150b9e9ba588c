import type { SearchResult } from '../api/sdk.ts'
import { deliveryPath } from '../pages/deliveries/delivery-path.ts'
import { visible } from '../ui/outside-text.ts'

/** Where a text that was typed or pasted leads. */
export interface Choice {
  /** Hidden characters of what was typed or found are seen in it. */
  title: string
  path: string
  /** The kind of the found object; undefined: a page of the navigation. */
  kind?: string
  id?: string
}

interface Words {
  open: (id: string) => string
  searchWorkspaces: (text: string) => string
  kinds: Readonly<Record<string, string>>
}

/** Pages whose path begins with a type of IDs, and needs nothing else. */
const pathsOfIds: readonly (readonly [pattern: RegExp, root: string])[] = [
  [/^wks_\w+$/, '/workspaces'],
  [/^req_\w+$/, '/requests'],
  [/^usr_\w+$/, '/users'],
]

/**
 * An ID leads straight to its page; other text to what a search found, to the pages with that name, and to the list of workspaces.
 *
 * @param hasPage whether the console has a page at this path.
 */
export function choicesFor(
  text: string,
  pages: readonly Choice[],
  found: readonly SearchResult[],
  words: Words,
  hasPage: (path: string) => boolean,
): Choice[] {
  const typed = text.trim()
  const root = pathsOfIds.find(([pattern]) => pattern.test(typed))?.[1]
  if (root !== undefined && hasPage(`${root}/${typed}`))
    return [{ title: words.open(typed), path: `${root}/${typed}`, id: typed }]
  const named = pages.filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()))
  if (typed === '') return named
  const results = found.flatMap((result) => choiceOf(result, words, hasPage))
  const search = {
    title: words.searchWorkspaces(visible(typed)),
    path: `/workspaces?search=${encodeURIComponent(typed)}`,
  }
  return [...named, ...results, search]
}

function choiceOf(result: SearchResult, words: Words, hasPage: (path: string) => boolean): Choice[] {
  const path = pathsOf(result).find(hasPage)
  const { type, id, name } = result
  return path === undefined
    ? []
    : [{ title: name === '' ? id : visible(name), path, kind: words.kinds[type] ?? type, id }]
}

/** Paths at which the thing is shown, the best first. */
function pathsOf({ type, id, workspace_id: workspaceId, webhook_id: webhookId }: SearchResult): string[] {
  const inWorkspace = (part: string) => [`/workspaces/${workspaceId}${part}`, `/workspaces/${workspaceId}`]
  switch (type) {
    case 'workspace':
      return [`/workspaces/${id}`]
    case 'namespace':
      return workspaceId === null ? [] : inWorkspace('/namespaces')
    case 'user':
      return [`/users/${id}`, '/users']
    case 'api_key':
      return inWorkspace('/keys')
    case 'operator_key':
    case 'session':
      return ['/access']
    case 'webhook':
      return inWorkspace(`/webhooks/${id}`)
    case 'event':
      return inWorkspace(`/events/${id}`)
    case 'delivery':
      return [deliveryPath({ workspace_id: workspaceId, webhook_id: webhookId, id }), `/workspaces/${workspaceId}`]
    case 'request':
      return [`/requests/${id}`]
    default:
      return []
  }
}

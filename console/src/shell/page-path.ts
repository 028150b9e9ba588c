import { parse } from 'regexparam'

/** True if the path, below the console's, is one of a page's pattern ("/users/:userId"), as the router takes it. */
export const isPathOf = (pattern: string, path: string): boolean => parse(pattern).pattern.test(path)

/**
 * The path of the thing that a page of the pattern shows, without its tab: "/workspaces/:workspaceId/:tab?" → "/workspaces/wks_1".
 * Two of a kind have two paths.
 */
export const thingPath = (pattern: string, params: Readonly<Record<string, string | undefined>>): string =>
  pattern.replace('/:tab?', '').replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')

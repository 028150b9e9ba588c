import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../console/src/${path}`, import.meta.url)), 'utf8')

/** The values of a field in a list of the console's source, one for each page or tab that is loaded there. */
function listed(path: string, field: 'path' | 'name'): string[] {
  const [, entries = ''] = /\[\] = \[\n([\s\S]*?)\n\]\n/.exec(source(path)) ?? []
  const values = [...entries.matchAll(new RegExp(`${field}: '([^']*)'`, 'g'))].map(([, value = '']) => value)
  assert.equal(values.length, entries.match(/load: /g)?.length, `the list in ${path} cannot be read`)
  return values
}

const withTabs = '/workspaces/:workspaceId/:tab?'

/** The pattern of every page, below /console: "/users/:userId". Each tab of a workspace is one. */
export const everyPage: readonly string[] = listed('shell/pages.ts', 'path').flatMap((path) =>
  path === withTabs
    ? listed('pages/workspace/tabs.ts', 'name').map((tab) => `/workspaces/:workspaceId${tab === '' ? '' : `/${tab}`}`)
    : [path],
)

/** The page with these parts in its path: "/users/usr_1". */
export function pathOf(pattern: string, parts: Readonly<Record<string, string>>): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => {
    const part = parts[name]
    assert.ok(part, `${pattern}: add an example of :${name} to full-plinth.ts`)
    return part
  })
}

/** The pattern that a path below /console is of, that with the fewest names in it first; undefined: of none. */
export function patternOf(path: string): string | undefined {
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
  return everyPage.filter(fits).sort((a, b) => a.split(':').length - b.split(':').length)[0]
}

/** Verbs that concern all resources of a kind, unless a noun follows: listWorkspaces, but listWorkspaceForeignKeys. */
const ofMany = new Set(['list', 'batch', 'apply', 'stream', 'reconcile'])
/** Names of operations that are no verb: GET says it. */
const nouns = new Set(['current', 'stats', 'series'])
const adjectives = new Set(['all', 'many', 'current', 'default'])

/** Returns the operationId of "workspaces.list", "listWorkspaces": generators of clients make a function's name of it. */
export function operationIdOf(name: string): string {
  const [resource = '', action = ''] = name.split('.')
  // The resource is a verb itself.
  if (name === 'search.find') return resource
  const words = action.split('-')
  const [verb = '', ...rest] = nouns.has(words[0] ?? '') ? ['get', ...words] : words
  const before = rest.filter((word) => adjectives.has(word))
  const after = rest.filter((word) => !adjectives.has(word))
  const isMany = before.includes('many') || (ofMany.has(verb) && (after.length === 0 || after[0] === 'by'))
  return camel([verb, ...before, ...(isMany ? resource : singular(resource)).split('-'), ...after])
}

/** Returns the operationId of the request for an event: "onApiKeyCreated". */
export const eventOperationId = (type: string): string => camel(['on', ...type.split(/[._]/)])

/** Underscores stay: invoice.paid_late and invoice.paid.late may both be there. */
export const productOperationId = (type: string): string => camel(['on', 'product', ...type.split('.')])

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/s$/, '')

const camel = ([first = '', ...rest]: readonly string[]): string =>
  first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')

import { readFileSync } from 'node:fs'

/** How the text of an option becomes a value: `texts` is a list, `json` everything that has a form of its own. */
export interface Flag {
  /** On the wire. */
  name: string
  in: 'query' | 'body'
  kind: 'text' | 'integer' | 'number' | 'boolean' | 'texts' | 'json'
  /** Null clears the field. */
  isNullable?: true
  isRequired?: true
  description?: string
  choices?: readonly string[]
}

export interface Operation {
  method: string
  /** Below /api/v1, parameters in braces. */
  path: string
  summary: string
  description?: string
  /** Answers pages of a list. */
  list?: 'page' | 'cursor'
  /** Answers lines of any number, each of them JSON. */
  lines?: true
  hasBody?: true
  flags?: readonly Flag[]
  /** Fields that fit into a column. */
  columns?: readonly string[]
  isKeyed?: true
  takesIfMatch?: true
  isDeprecated?: true
  /** Takes something away. */
  asksFirst?: true
}

/** The operations as `npm run gen` writes them from the API's document. */
export interface Table {
  version: string
  /** Descriptions by name. */
  resources: Readonly<Record<string, string>>
  /** Event types of Plinth itself. */
  events: readonly string[]
  /** By "resource.verb". */
  operations: Readonly<Record<string, Operation>>
}

let table: Table | undefined

export function loadTable(): Table {
  table ??= JSON.parse(readFileSync(new URL('../gen/commands.json', import.meta.url), 'utf8')) as Table
  return table
}

export function operationOf(id: string): Operation {
  const found = loadTable().operations[id]
  if (found === undefined) throw new Error(`There is no operation ${id}.`)
  return found
}

/** Names of the ids in a path, in their order. */
export const idsOf = ({ path }: Operation): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** The operations that a call of this method and path may be; none where only a newer server knows it. */
export const operationsAt = (method: string, path: string): [id: string, Operation][] =>
  Object.entries(loadTable().operations).filter(([, one]) => {
    const [wanted, given] = [segmentsOf(one.path), segmentsOf(path)]
    return (
      one.method === method &&
      wanted.length === given.length &&
      wanted.every((segment, at) => segment.startsWith('{') || segment === given[at])
    )
  })

/** As the server compares them. */
const segmentsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .replace(/\/$/, '')
    .split('/')
    .map((segment) => segment.replaceAll(/%[0-7][0-9a-f]/g, decodeURIComponent).toLowerCase())

/** Whether the call takes something away: itself, or one of the operations of a batch. */
export function takesAway(id: string, { asksFirst }: Operation, body: unknown): boolean {
  const operations: unknown = isBatch(id) ? Object(body).operations : undefined
  const isTaking = (one: unknown) => /^(delete|revoke|suspend|cancel)/.test(String(Object(one).action))
  return asksFirst === true || (Array.isArray(operations) && operations.some(isTaking))
}

export const isBatch = (id: string): boolean => id.endsWith('.batch')

import type { z } from 'zod'

/** Defines how the value of a filter is checked and which condition it becomes. */
export type FilterSpec = {
  description?: string
  /** A request without it, or with an empty text, is refused. The example is for the code samples. */
  required?: { example: string }
} & (
  | { kind: 'text' }
  | { kind: 'search' }
  | { kind: 'boolean' }
  | { kind: 'choice'; words: readonly string[] }
  | { kind: 'integer'; least: number; most: number }
  | { kind: 'time'; field: string; bound: 'after' | 'before' }
)

export interface ListSpec {
  filters: Readonly<Record<string, FilterSpec>>
  sorts: readonly string[]
  /** Filter with which the list has other rows. */
  otherRows?: { filter: string; output: z.ZodObject }
  /** Append-only list: it accepts `cursor` too, and its total is exact only up to 10,000. */
  isAppendOnly?: boolean
  /** List that is read by `cursor` alone: its rows are never counted. */
  isCursorOnly?: boolean
}

const after = (field: string): FilterSpec => ({ kind: 'time', field, bound: 'after' })
const before = (field: string): FilterSpec => ({ kind: 'time', field, bound: 'before' })

export const createdFilters = { created_after: after('created_at'), created_before: before('created_at') }
export const updatedFilters = { updated_after: after('updated_at'), updated_before: before('updated_at') }
export const searchFilter = { search: { kind: 'search' } } as const satisfies ListSpec['filters']

/** Sentences of a description, about filters without an index. */
export const searchedInPart = (filters: string): string =>
  `With ${filters}, a page by \`cursor\` searches up to 5,000 entries: it may have fewer entries than \`per_page\`, or none, and still a \`next_cursor\`. Pages by number search the first 50,000.`

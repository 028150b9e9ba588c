import { createHash } from 'node:crypto'
import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { Statement } from '../database.ts'
import type { PageSource } from './page-source.ts'

// Every connection keeps every prepared statement: callers who vary what they ask for must not fill its memory, and one of
// them must not use up what the others need. So a list's first texts are prepared for anybody, and a few more once two ask.
const namesMax = 200
const anybodysMax = 14
const listMax = 28
const askedOnceMax = 100

const names = new Map<string, string>()
const lists = new Map<string, { count: number; askedOnce: Map<string, string> }>()

/** May the plan that is made without knowing the filters' values serve them all? */
export const hasOnePlan = ({ prepared }: PageSource, filters: readonly Filter[]): boolean =>
  prepared !== undefined &&
  filters.every(
    ({ field, operator, value }) =>
      operator === Filter_Operator.OPERATOR_EQUALS && prepared.includes(field) && !value.includes('\0'),
  )

/** Prepared under a name that follows from its text, unless too many are. */
export function prepared(statement: Statement, source: PageSource): Statement {
  const name = names.get(statement.text) ?? newName(statement.text, source)
  return name === undefined ? statement : { ...statement, name }
}

function newName(text: string, { from, where, values }: PageSource): string | undefined {
  if (names.size >= namesMax) return undefined
  const key = `${from} WHERE ${where}`
  const list = lists.get(key) ?? { count: 0, askedOnce: new Map<string, string>() }
  lists.set(key, list)
  if (list.count >= listMax) return undefined
  if (list.count >= anybodysMax && !isShared(list.askedOnce, text, JSON.stringify(values))) return undefined
  const name = `page_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  names.set(text, name)
  list.askedOnce.delete(text)
  list.count++
  return name
}

/** Returns true if another caller has recently used the same list. Callers are identified by the fixed values of the list. */
function isShared(askedOnce: Map<string, string>, text: string, asker: string): boolean {
  const earlier = askedOnce.get(text)
  if (earlier !== undefined) return earlier !== asker
  askedOnce.set(text, asker)
  const [oldest] = askedOnce.keys()
  if (askedOnce.size > askedOnceMax && oldest !== undefined) askedOnce.delete(oldest)
  return false
}

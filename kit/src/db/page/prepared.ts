import { createHash } from 'node:crypto'
import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { Statement } from '../database.ts'
import type { PageSource } from './page-source.ts'

// Every connection keeps every prepared statement: callers who vary what they ask for must not fill its memory.
const namesMax = 200
const names = new Map<string, string>()

/** May the plan that is made without knowing the filters' values serve them all? */
export const hasOnePlan = ({ prepared }: PageSource, filters: readonly Filter[]): boolean =>
  prepared !== undefined &&
  filters.every(
    ({ field, operator, value }) =>
      operator === Filter_Operator.OPERATOR_EQUALS && prepared.includes(field) && !value.includes('\0'),
  )

/** Prepared under a name that follows from its text. */
export function prepared(statement: Statement): Statement {
  const name = names.get(statement.text) ?? newName(statement.text)
  return name === undefined ? statement : { ...statement, name }
}

function newName(text: string): string | undefined {
  if (names.size >= namesMax) return undefined
  const name = `page_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  names.set(text, name)
  return name
}

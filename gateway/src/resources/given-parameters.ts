import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'

/** Returns true if this boolean parameter is present and true. */
export const isAsked = ({ filters }: ListQuery, name: string): boolean =>
  filters.some(({ field, value }) => field === name && value === 'true')

/** Returns the text of this parameter, or an empty text if it is absent. */
export const givenText = ({ filters }: ListQuery, name: string): string =>
  filters.find(({ field }) => field === name)?.value ?? ''

/** Returns the times that `from` and `to` name. */
export function givenSpan({ filters }: ListQuery): { from: Date | undefined; to: Date | undefined } {
  const bound = (asked: Filter_Operator) => {
    const value = filters.find(({ field, operator }) => field === 'at' && operator === asked)?.value
    return value === undefined ? undefined : new Date(value)
  }
  return { from: bound(Filter_Operator.OPERATOR_AT_LEAST), to: bound(Filter_Operator.OPERATOR_AT_MOST) }
}

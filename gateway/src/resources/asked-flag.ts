import type { ListQuery } from '@plinth/proto/common/v1/list.ts'

/** Returns true if this boolean parameter is present and true. */
export const isAsked = ({ filters }: ListQuery, name: string): boolean =>
  filters.some(({ field, value }) => field === name && value === 'true')

/** Returns the text of this parameter, or an empty text if it is absent. */
export const givenText = ({ filters }: ListQuery, name: string): string =>
  filters.find(({ field }) => field === name)?.value ?? ''

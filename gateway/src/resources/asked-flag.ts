import type { ListQuery } from '@plinth/proto/common/v1/list.ts'

/** Was this boolean parameter given, and true? */
export const isAsked = ({ filters }: ListQuery, name: string): boolean =>
  filters.some(({ field, value }) => field === name && value === 'true')

/** The text of this parameter; empty when it was not given. */
export const givenText = ({ filters }: ListQuery, name: string): string =>
  filters.find(({ field }) => field === name)?.value ?? ''

import type { ListQuery } from '@plinth/proto/common/v1/list.ts'

/** Was this boolean parameter given, and true? */
export const isAsked = ({ filters }: ListQuery, name: string): boolean =>
  filters.some(({ field, value }) => field === name && value === 'true')

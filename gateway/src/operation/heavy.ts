import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { OperationFacts } from './operation.ts'

const ordinaryRowsMax = 15

/** For lists of rows that may have tens of KiB. */
export const isLargePage = ({ perPage }: ListQuery): boolean => perPage > ordinaryRowsMax

export const isHeavyCall = ({ isHeavy = false }: OperationFacts, list: ListQuery): boolean =>
  typeof isHeavy === 'function' ? isHeavy(list) : isHeavy

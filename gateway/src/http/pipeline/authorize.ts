import { coversScope } from '@plinth/kit/scopes'
import { fail } from '../../errors.ts'
import { settled } from '../context/exchange.ts'
import type { Step } from './pipeline.ts'

export const checkScope: Step = ({ operation, bearer }) => {
  const { scope, isForOperators = false } = settled(operation)
  if (scope === 'none') return
  const { scopes, isOperator } = settled(bearer).principal
  if (scope !== 'any' && !coversScope(scopes, scope)) throw fail.scopeMissing(scope, scopes)
  if (isForOperators && !isOperator) throw fail.operatorsOnly()
}

import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { isDryQuery } from '../operation/is-dry-query.ts'
import type { View } from '../operation/view.ts'
import { isAsked } from './given-parameters.ts'

/** True if the call only shows what it would do, and changes nothing. */
export const isDry = (list: ListQuery): boolean => isAsked(list, 'dry_run')

/** The parameter of an operation that has dry runs; `description` says what one returns. */
export const dryRunParameter = (description: string) => ({ dry_run: { kind: 'boolean', description } }) as const

/** For `changesAccess`: a dry run takes no access away. */
export const unlessDryRun = (changesAccess: boolean) =>
  changesAccess && ((_body: unknown, query: URLSearchParams) => !isDryQuery(query))

/** Shows the result of a dry run with 200 in another shape than what was done. */
export const shownUnlessDryRun =
  <Result>(shown: View<Result>, shownDry: View<Result>): View<Result> =>
  (result, shape) =>
    isDry(shape.list) ? { ...shownDry(result, shape), status: 200 } : shown(result, shape)

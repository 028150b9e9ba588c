import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { PaidNamespace } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import type { RunInput } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { ownerView, relationsOf, type WithRelations } from './namespace-relations.ts'
import { example, output, ownerType, ownerTypeOf } from './namespace-shape.ts'

/** Fields of a namespace that owners and admins of the paying workspace see. */
export const paidOutput = z
  .object({
    id: shownId,
    name: z.string(),
    owner_type: ownerType,
    owner_id: shownId,
    owner: output.shape.owner,
    is_active: output.shape.is_active,
    usage: z
      .record(z.string(), z.int())
      .meta({ description: 'Usage recorded on the plan of the workspace in the last 30 days, by feature.' }),
    usage_is_exact: z.boolean().meta({ description: 'False if the usage has only the newest 10,000 records.' }),
    created_at: shownTime,
  })
  .meta({
    id: 'PaidNamespace',
    examples: [
      {
        id: example.id,
        name: 'Laboratory',
        owner_type: 'User',
        owner_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
        owner: { id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Jane Doe', email: 'jane@example.com' },
        is_active: true,
        usage: { api_calls: 1_200 },
        usage_is_exact: true,
        created_at: example.created_at,
      },
    ],
  })

const { OPERATOR_AT_LEAST } = Filter_Operator
const withOwner = new Set(['owner'])

type Asked = Pick<RunInput<unknown, unknown>, 'list' | 'includes' | 'services' | 'call' | 'ask'>

const isShown = (field: string): boolean => Object.hasOwn(paidOutput.shape, field)

/** Refuses sorting and filtering by fields that the rows do not have. Throws INVALID_PARAMETER. */
export function paidQuery(list: ListQuery, includes: ReadonlySet<string>): ListQuery {
  const details: Record<string, string[]> = {}
  for (const { field } of list.sort)
    if (!isShown(field)) details['sort'] = [`A list with paid_by cannot be sorted by ${field}.`]
  for (const { field, operator } of list.filters)
    if (field === 'updated_at')
      details[operator === OPERATOR_AT_LEAST ? 'updated_after' : 'updated_before'] = [
        'A list with paid_by does not support this filter.',
      ]
  for (const name of includes)
    if (!withOwner.has(name)) details['include'] = ['A list with paid_by can include only owner.']
  if (Object.keys(details).length > 0) throw fail.parameter(details)
  return { ...list, filters: list.filters.filter(({ field }) => field !== 'paid_by') }
}

export async function listPaid({ list, includes, services, call, ask }: Asked) {
  const result = await services.namespaces.listPaidNamespaces({ query: paidQuery(list, includes) }, call)
  const owned = result.namespaces.map((paid) => ({ ...paid, workspaceId: '' }))
  return { ...result, ...(await relationsOf(owned, withOwner, services, ask)) }
}

const view = viewOf(PaidNamespace, paidOutput, {
  owner_type: ownerTypeOf,
  owner: (paid, _included, relations: WithRelations) => ownerView(paid, relations),
  usage_is_exact: ({ isUsageExact }) => isUsageExact,
})

export const viewPaid = many('namespaces', (paid: PaidNamespace, _included, relations: WithRelations) =>
  view(paid, withOwner, relations),
)

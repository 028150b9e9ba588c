import { z } from 'zod'
import { largeBody } from '../operation/body-limits.ts'
import { entriesCost } from '../operation/entries-cost.ts'
import { noBody } from '../operation/fields.ts'
import type { Operation, OperationFacts } from '../operation/operation.ts'
import { exampleOf } from '../operation/shown.ts'
import { type BatchRecords, batchBody, operationsMax, parseBatch } from './batch-body.ts'
import { performBatch } from './perform-batch.ts'

const itemError = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.array(z.string())).optional(),
    retry_after: z.int().optional(),
  })
  .meta({ id: 'BatchItemError' })
const counts = z
  .object({ succeeded: z.int(), failed: z.int().meta({ description: 'Operations that were refused.' }) })
  .meta({ id: 'BatchMeta' })

/** `POST /{resource}/batch`: up to 100 operations, each run through the record of the single operation. */
export function batchOf(resource: string, title: string, records: BatchRecords): Operation {
  const every = Object.values(records)
  const { create, update } = records
  const facts: OperationFacts = {
    id: `${resource}.batch`,
    summary: summaryOf(records, title),
    description: descriptionOf(records),
    method: 'POST',
    path: `/${resource}/batch`,
    status: 200,
    scope: 'any',
    context: create?.context ?? 'none',
    output: outputOf(resource, [create?.output, update?.output]),
    isBare: true,
    isBatch: true,
    bodyLimits: largeBody,
    hourCost: entriesCost('operations', operationsMax),
    hasSecret: every.some(({ hasSecret }) => hasSecret === true),
    errors: ['BATCH_TOO_LARGE'],
  }
  return {
    ...facts,
    body: batchBody(`${nameOf(resource)}Body`, itemExample(records)),
    prepare(body) {
      const items = parseBatch(body)
      return async (input) => {
        const answer = await performBatch(items, records, input)
        return () => ({ body: answer })
      }
    },
  }
}

/** "Create, update and delete up to 100 workspaces". */
function summaryOf(records: BatchRecords, title: string): string {
  const actions = new Intl.ListFormat('en-GB').format(Object.keys(records))
  return `${actions.charAt(0).toUpperCase()}${actions.slice(1)} up to ${operationsMax} ${title}`
}

function descriptionOf(records: BatchRecords): string {
  const scopes = Object.entries(records).map(([action, { scope }]) => `${action}: \`${scope}\``)
  return [
    'Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.',
    `Each operation counts as one call. Scopes by action: ${scopes.join(', ')}. Roles are those of the single operations.`,
    'With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.',
  ].join('\n\n')
}

/** "api-keys" → "BatchApiKeys". */
const nameOf = (resource: string): string =>
  `Batch${resource.replace(/(^|-)(\w)/g, (_whole, _dash, letter) => letter.toUpperCase())}`

function itemExample({ create }: BatchRecords): object {
  return { action: 'create', data: exampleOf(create?.body ?? noBody) ?? {} }
}

function outputOf(resource: string, shown: readonly (z.ZodObject | undefined)[]): z.ZodObject {
  const outputs = [...new Set(shown.filter((output) => output !== undefined))]
  const [only, ...others] = outputs
  const item = only !== undefined && others.length === 0 ? only : z.union(outputs)
  const data = only === undefined ? {} : (exampleOf(only) ?? {})
  return z
    .object({
      data: z.array(
        z.object({
          index: z.int(),
          status: z.int().meta({ description: 'HTTP status of the operation.' }),
          data: item.nullable().optional().meta({ description: 'Null after a deletion.' }),
          error: itemError.optional(),
        }),
      ),
      meta: counts,
    })
    .meta({
      id: nameOf(resource),
      examples: [{ data: [{ index: 0, status: 201, data }], meta: { succeeded: 1, failed: 0 } }],
    })
}

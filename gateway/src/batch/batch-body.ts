import { toPlinthError } from '@plinth/kit/errors'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { bodyCheck } from '../operation/check-body.ts'
import { entryBounds } from '../operation/entry-counts.ts'
import type { Operation } from '../operation/operation.ts'

type BatchAction = 'create' | 'update' | 'delete'

/** Records of the operations of a batch; an action without a record is not allowed. */
export type BatchRecords = Readonly<Partial<Record<BatchAction, Operation>>>

/** One operation of a batch; its record defines the schema of the data. */
export interface BatchItem {
  action: BatchAction
  id: string
  data: unknown
}

export const operationsMax = 100

// The record checks the data; here it must only be an object.
const data = z
  .custom<object>((value) => isObject(value) && !Array.isArray(value), {
    error: 'The data field must be an object.',
  })
  .meta({
    override: { type: 'object', additionalProperties: {} },
    description: 'Body of the single operation.',
  })
const id = z.string()
const item = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('create'), data: data.optional() }).meta({ id: 'BatchItemCreate' }),
  z.strictObject({ action: z.literal('update'), id, data: data.optional() }).meta({ id: 'BatchItemUpdate' }),
  z.strictObject({ action: z.literal('delete'), id }).meta({ id: 'BatchItemDelete' }),
])

/** Schema of the body of a batch with the name of its component; `example` is one operation of the resource. */
export const batchBody = (name: string, example: object) =>
  z
    .strictObject({
      operations: z
        .array(item)
        .min(1)
        .max(operationsMax)
        .meta({ description: 'Up to 100 operations, which run in this order.' }),
    })
    .meta({ id: name, examples: [{ operations: [example] }] })

const checkItem = bodyCheck(item)
const checkBatch = bodyCheck(
  z.strictObject({
    operations: z
      .array(z.unknown())
      .min(1)
      .register(entryBounds, {
        entriesMax: operationsMax,
        tooMany: () => fail.batchTooLarge('operations', operationsMax),
      }),
  }),
)

/** Returns the operations in their order. Throws BATCH_TOO_LARGE, or VALIDATION_ERROR with the index of each invalid operation. */
export function parseBatch(body: unknown): readonly BatchItem[] {
  const details: Record<string, readonly string[]> = {}
  const items = checkBatch(body).operations.flatMap((operation, index) => {
    try {
      return [itemOf(checkItem(operation))]
    } catch (err) {
      details[index] = Object.values(toPlinthError(err).details).flat()
      return []
    }
  })
  if (Object.keys(details).length > 0) throw fail.validation(details)
  return items
}

function itemOf(operation: z.infer<typeof item>): BatchItem {
  const { action } = operation
  if (action === 'create') return { action, id: '', data: operation.data ?? {} }
  return { action, id: operation.id, data: action === 'update' ? (operation.data ?? {}) : {} }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

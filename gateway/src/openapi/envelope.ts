import { z } from 'zod'
import type { OperationFacts } from '../operation/operation.ts'

const count = z.int().min(0)
const link = z.string()

const pageMeta = z
  .object({
    current_page: z.int().min(1),
    per_page: z.int().min(1),
    total: count.meta({ description: 'Number of entries on all pages.' }),
    last_page: z.int().min(1),
    from: z
      .int()
      .nullable()
      .meta({ description: 'Position of the first entry of the page, from 1. Null on an empty page.' }),
    to: z.int().nullable().meta({ description: 'Position of the last entry of the page. Null on an empty page.' }),
  })
  .meta({ id: 'PageMeta' })
const longPageMeta = pageMeta
  .extend({
    total_is_exact: z.boolean().meta({
      description: 'False above 10,000, where `total` stops counting, and where a filter did not search all entries.',
    }),
  })
  .meta({ id: 'LongPageMeta' })
const pageLinks = z
  .object({ first: link, last: link, prev: link.nullable(), next: link.nullable() })
  .meta({ id: 'PageLinks' })
const cursorMeta = z.object({ per_page: z.int().min(1), next_cursor: z.string().nullable() }).meta({ id: 'CursorMeta' })
const cursorLinks = z.object({ next: link.nullable() }).meta({ id: 'CursorLinks' })

type Output = NonNullable<OperationFacts['output']>

/** Returns the schema of a successful response with its envelope, or undefined without a body. */
export function answerSchema({ output, isBare, list, status, dryRun }: OperationFacts): z.ZodType | undefined {
  if (output === undefined) return undefined
  // The dry run of an operation with another status has a response of its own.
  const data = dryRun !== undefined && status === 200 ? z.union([output, dryRun]) : output
  if (list === undefined) return isBare === true ? output : z.object({ data })
  if (list.otherRows !== undefined) return paged(z.union([output, list.otherRows.output]), pageMeta)
  if (list.isCursorOnly === true) return byCursor(output)
  if (list.isAppendOnly !== true) return paged(output, pageMeta)
  return z.union([paged(output, longPageMeta), byCursor(output)])
}

const paged = (output: z.ZodType, meta: z.ZodType) => z.object({ data: z.array(output), meta, links: pageLinks })
const byCursor = (output: Output) => z.object({ data: z.array(output), meta: cursorMeta, links: cursorLinks })

/** Returns the schema of a response with selected fields: every field except the ID may be missing. */
export function partialAnswerSchema(operation: OperationFacts): z.ZodType | undefined {
  const { output, list } = operation
  if (output === undefined) return undefined
  if (list?.otherRows === undefined) return answerSchema({ ...operation, output: output.partial() })
  const { otherRows, ...rest } = list
  return answerSchema({ ...operation, list: rest, output: output.extend(otherRows.output.shape).partial() })
}

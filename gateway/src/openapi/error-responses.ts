import { type ErrorCode, errorCodes } from '@plinth/kit/errors'
import { http } from '@plinth/kit/node-http'
import { z } from 'zod'
import type { oas31, ZodOpenApiResponseObject } from 'zod-openapi'
import type { OperationFacts } from '../operation/operation.ts'
import { errorCodesOf } from './error-codes-of.ts'
import { errorPages } from './errors/catalogue.ts'
import { errorExample } from './examples.ts'
import { headersWith } from './headers.ts'

const details = z.record(z.string(), z.array(z.string())).meta({ description: 'Sentences or values by field or fact.' })
const facts = {
  code: z.string().meta({ description: 'Stable code, explained at `/docs/errors/{code}`. New codes may be added.' }),
  details: details.optional(),
  request_id: z.string(),
  retry_after: z.int().optional().meta({ description: 'Seconds to wait, as in Retry-After.' }),
}

export const errorSchema = z
  .object({
    error: z.object({ ...facts, message: z.string().meta({ description: 'Message for people; it may change.' }) }),
  })
  .meta({ id: 'Error' })
export const problemSchema = z
  .object({
    type: z.string().meta({
      description:
        'URL of the page of the code, as in the `Link` header. Without a configured public URL it is relative.',
    }),
    title: z.string().meta({ description: 'Text of the HTTP status.' }),
    status: z.int().meta({ description: 'HTTP status.' }),
    detail: z.string().meta({ description: 'Message for people; it may change.' }),
    ...facts,
  })
  .meta({
    id: 'Problem',
    description: 'The error as RFC 9457 problem details, for `Accept: application/problem+json`.',
  })

/** Returns the error responses of an operation by status. */
export function errorResponses(operation: OperationFacts): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Object.groupBy(errorCodesOf(operation), (code) => errorCodes[code].http)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [status, responseOf(Number(status), codes, operation)]),
  )
}

// Operations with the same errors share a component, named by its contents; the shared object makes it one component.
const made = new Map<string, ZodOpenApiResponseObject>()

function responseOf(status: number, codes: readonly ErrorCode[], { method }: OperationFacts): ZodOpenApiResponseObject {
  const isReplayed = method !== 'GET' && isStored(status, codes)
  const id = [status, ...codes, ...(isReplayed ? ['replayed'] : [])].join('.')
  const response = made.get(id) ?? { id, ...newResponse(status, codes, isReplayed) }
  made.set(id, response)
  return response
}

function newResponse(status: number, codes: readonly ErrorCode[], isReplayed: boolean): ZodOpenApiResponseObject {
  const isRetried = status === 429 || status === 503 || codes.includes('IDEMPOTENCY_IN_PROGRESS')
  return {
    description: [
      `${http.STATUS_CODES[status]}:`,
      ...codes.map((code) => `- [\`${code}\`](/docs/errors/${code}): ${errorPages[code].means}`),
    ].join('\n'),
    'x-error-codes': codes,
    headers: headersWith(
      'Help',
      ...(isRetried ? (['RetryAfter'] as const) : []),
      ...(status === 401 ? (['Authenticate'] as const) : []),
      ...(isReplayed ? (['Replayed'] as const) : []),
    ),
    content: {
      'application/json': { schema: errorSchema, examples: refs(codes, '') },
      'application/problem+json': { schema: problemSchema, examples: refs(codes, 'Problem.') },
    },
  }
}

/** Returns true if such a refusal may be stored with an Idempotency-Key (api.md §6). */
const isStored = (status: number, codes: readonly ErrorCode[]): boolean =>
  status === 400 ? codes.includes('CANNOT_RETRY') : ![401, 413, 415, 429].includes(status) && status < 500

const refs = (codes: readonly ErrorCode[], prefix: string) =>
  Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${prefix}${code}` }]))

/** Returns an example of every code, in both formats. */
export function errorExamples(codes: readonly ErrorCode[]): Record<string, oas31.ExampleObject> {
  return Object.fromEntries(
    codes.flatMap((code) => {
      const { body, problem } = errorExample(code)
      const summary = errorPages[code].means
      return [
        [code, { summary, value: body }],
        [`Problem.${code}`, { summary, value: problem }],
      ]
    }),
  )
}

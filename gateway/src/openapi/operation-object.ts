import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi'
import { noBody } from '../operation/fields.ts'
import { isWithoutHead, type Operation } from '../operation/operation.ts'
import { exampleOf } from '../operation/shown.ts'
import type { CodeSample } from './code-samples.ts'
import { answerSchema } from './envelope.ts'
import { errorResponses } from './error-responses.ts'
import { answerExample } from './examples.ts'
import { headersWith } from './headers.ts'
import { operationIdOf } from './operation-id.ts'
import { parametersOf } from './parameters.ts'

/** Returns the OpenAPI object of an operation. */
export function operationObject(operation: Operation, samples: readonly CodeSample[] = []): ZodOpenApiOperationObject {
  const { id, summary, description, scope, status, deprecation, reserves } = operation
  const { dryRun, ...usual } = operation
  const body = bodyOf(operation)
  const scopes = scope === 'any' || scope === 'none' ? [] : [scope]
  return {
    operationId: operationIdOf(id),
    'x-operation': id,
    tags: [tagOf(operation)],
    summary,
    description: [description, headText(operation), scopeText(operation), roleText(operation)]
      .filter(Boolean)
      .join('\n\n'),
    ...answerBy(operation),
    ...(reserves === undefined ? {} : { 'x-reserves': reserves }),
    'x-required-scope': scopes[0] ?? null,
    'x-scopes': scopes,
    ...(scope === 'none' ? { security: [] } : {}),
    ...(operation.startsSession === true ? { security: [{ bearer: [] }, { basic: [] }, {}] } : {}),
    ...(deprecation === undefined ? {} : { deprecated: true }),
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      [String(status) as '200']: success(operation),
      ...(dryRun === undefined || status === 200 ? {} : { '200': success({ ...usual, status: 200, output: dryRun }) }),
      ...(operation.hasVersion === true
        ? { '304': { description: 'Not modified', headers: headersWith('EntityTag') } }
        : {}),
      ...errorResponses(operation),
    },
    ...(samples.length === 0 ? {} : { 'x-codeSamples': samples }),
  }
}

/** Names the parameter with which the answer is another, and the schema of that answer, or of its rows. */
function answerBy({ id, dryRun, list }: Operation) {
  const other = dryRun === undefined ? list?.otherRows : { filter: 'dry_run', output: dryRun }
  if (other === undefined) return {}
  const name = other.output.meta()?.id
  if (name === undefined) throw new Error(`${id}: the other answer has no name (.meta({ id }))`)
  return { 'x-answer-by': { parameter: other.filter, schema: { $ref: `#/components/schemas/${name}` } } }
}

const headText = (operation: Operation): string | undefined =>
  isWithoutHead(operation) ? 'HEAD is not supported.' : undefined

/** The description of a batch lists the scopes of its actions. */
function scopeText({ scope, isBatch, isForOperators, startsSession }: Operation): string | undefined {
  if (isBatch) return undefined
  if (startsSession) return 'Requires any valid API key, or a code.'
  if (scope === 'none') return 'Requires no API key.'
  if (scope === 'any') return isForOperators ? 'Requires an operator key.' : 'Requires any valid API key.'
  return isForOperators ? `An operator key with the scope \`${scope}\`.` : `Scope: \`${scope}\`.`
}

const roleTexts: Record<NonNullable<Operation['role']>, string> = {
  admin: 'Role: owner or admin.',
  owner: 'Role: owner.',
  self: 'For the user concerned and operators only.',
  operator: 'For operators only.',
}

const roleText = ({ role }: Operation): string | undefined => (role === undefined ? undefined : roleTexts[role])

export const tagOf = ({ id }: Pick<Operation, 'id'>): string => id.slice(0, id.indexOf('.'))

function bodyOf({ id, body }: Operation): ZodOpenApiOperationObject['requestBody'] {
  if (body === noBody) return undefined
  const example = exampleOf(body)
  if (example === undefined) throw new Error(`${id}: its body has no example (.meta({ examples: [ … ] }))`)
  return { required: !body.safeParse({}).success, content: { 'application/json': { schema: body, example } } }
}

function success(operation: Operation): ZodOpenApiResponseObject {
  const { method, hasVersion, deprecation } = operation
  const schema = answerSchema(operation)
  return {
    description: descriptions[operation.status],
    headers: headersWith(
      ...(method === 'GET' ? [] : (['Replayed'] as const)),
      ...(hasVersion === true ? (['EntityTag'] as const) : []),
      ...(deprecation === undefined ? [] : (['Deprecation', 'Sunset', 'Successor'] as const)),
    ),
    ...(operation.lines === undefined
      ? {}
      : { content: { [operation.lines.mediaType]: { schema: { type: 'string' }, example: operation.lines.example } } }),
    ...(schema === undefined ? {} : { content: { 'application/json': { schema, example: answerExample(operation) } } }),
  }
}

const descriptions: Record<Operation['status'], string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted; the work continues in the background',
  204: 'No content',
}

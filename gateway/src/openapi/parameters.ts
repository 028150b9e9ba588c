import type { oas31 } from 'zod-openapi'
import { isEventStream, type OperationFacts } from '../operation/operation.ts'
import { inQuery, listParameters } from './list-parameters.ts'

export type Parameter = oas31.ParameterObject | oas31.ReferenceObject

const header = (name: string, description: string, schema: oas31.SchemaObject) =>
  ({ name, in: 'header', description, schema }) satisfies oas31.ParameterObject

const text: oas31.SchemaObject = { type: 'string' }
const named: oas31.SchemaObject = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,128}$' }

/** Parameters of many operations, by the name of their component. */
export const sharedParameters = {
  RequestId: header('X-Request-ID', 'ID of the request, used instead of a generated one.', named),
  WorkspaceHeader: header(
    'X-Workspace-ID',
    'Workspace of the request, by ID or slug. Default: the workspace of the key.',
    named,
  ),
  NamespaceHeader: header('X-Namespace-ID', 'Namespace of the request, by ID or UUID.', named),
  WorkspaceQuery: inQuery('workspace_id', 'Same as X-Workspace-ID.', named),
  NamespaceQuery: inQuery('namespace_id', 'Same as X-Namespace-ID.', named),
  IdempotencyKey: header(
    'Idempotency-Key',
    'Unique key of the write, such as a UUID. For 24 hours, a retry with the same key has no second effect and returns the same response.',
    { type: 'string', minLength: 1, maxLength: 255 },
  ),
  IfMatch: header(
    'If-Match',
    'ETag, or several. The request is refused with 412 if the resource has none of their versions.',
    text,
  ),
  IfNoneMatch: header('If-None-Match', 'ETag. Returns 304 if the resource has not changed.', text),
  LastEventId: header(
    'Last-Event-ID',
    '`id` of the last frame that arrived; the stream continues after it. If present, `since` is ignored.',
    text,
  ),
} satisfies Record<string, oas31.ParameterObject>

const shared = (name: keyof typeof sharedParameters): Parameter => ({ $ref: `#/components/parameters/${name}` })

/** Returns all parameters of an operation. */
export function parametersOf(operation: OperationFacts): Parameter[] {
  const { method, scope, hasVersion, list } = operation
  const isWrite = method !== 'GET'
  const inPath = pathParameters(operation)
  if (scope === 'none') return [...inPath, shared('RequestId')]
  // Generators that make one list of all parameters lose one of two with the same name. The gateway takes both.
  const isInPath = (field: string) => inPath.some(({ name }) => name === field)
  return [
    ...inPath,
    ...listParameters(operation),
    ...(isWrite ? [shared('IdempotencyKey')] : []),
    ...(isWrite && method !== 'POST' ? [shared('IfMatch')] : []),
    ...(hasVersion === true && !isWrite ? [shared('IfNoneMatch')] : []),
    ...(isEventStream(operation) ? [shared('LastEventId')] : []),
    ...(['WorkspaceHeader', 'NamespaceHeader'] as const).map(shared),
    // As a filter it does not name the context.
    ...(list?.filters['workspace_id'] === undefined && !isInPath('workspace_id') ? [shared('WorkspaceQuery')] : []),
    ...(isInPath('namespace_id') ? [] : [shared('NamespaceQuery')]),
    shared('RequestId'),
  ]
}

function pathParameters({ path }: OperationFacts): oas31.ParameterObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description:
      name === 'workspace_id'
        ? 'ID or slug of the workspace.'
        : `ID of the ${name.replace(/_id$/, '').replaceAll('_', ' ')}.`,
    schema: named,
  }))
}

import type { ErrorCode, PlinthError } from '@plinth/kit/errors'
import type { CallOptions } from '@plinth/kit/rpc'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import type { BodyLimits } from './body-limits.ts'
import { bodyCheck } from './check-body.ts'
import type { Deprecation } from './deprecation.ts'
import { noBody } from './fields.ts'
import type { ListSpec } from './list-spec.ts'
import type { Rendered, Shape, View } from './view.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Resource = 'workspaces' | 'namespaces' | 'users' | 'api-keys' | 'webhooks' | 'entitlements' | 'usage' | 'catalog'
export type Scope = `${'read' | 'write' | 'delete'}:${Resource}` | 'metering' | 'any' | 'none'

/** What an operation is, apart from what it does: read by the pipeline, the router, the tests and the documentation. */
export interface OperationFacts {
  /** "workspaces.create": resource.verb. */
  id: `${string}.${string}`
  summary: string
  /** What the summary leaves open; Markdown. */
  description?: string
  method: Method
  /** Under the base path, parameters in braces. */
  path: string
  status: 200 | 201 | 202 | 204
  /** any: every valid key; metering: what no wildcard but `*` holds; none: no key is needed, and none is read. */
  scope: Scope
  /** Keys of workspaces are refused, whatever their scopes. */
  isForOperators?: boolean
  /** workspace: one must be named; path: it is the one in the path; none: used when named. */
  context: 'workspace' | 'path' | 'none'
  /** It answers also where the key's workspace, or the one it acts in, is suspended; everything else is refused there. */
  isOpenWhileSuspended?: boolean
  /** What `data` (or the bare answer) holds; reads choose among its fields. Its meta has the example of the documentation. */
  output?: z.ZodObject
  /** The answer is the output itself, without the envelope. */
  isBare?: boolean
  /** A single read: it sends an ETag, of the row's version, or of 0 where rows have none. */
  hasVersion?: boolean
  /** Reads only. */
  includes?: readonly string[]
  /** Present on lists. */
  list?: ListSpec
  /** What a read that is no list takes in its query; run finds it among the filters of its `list`. */
  query?: ListSpec['filters']
  /** With `?dry_run=true` nothing is done, and this is the data of a 200; the view says so. */
  dryRun?: z.ZodObject
  /** Bodies and scopes are those of the actions in it. */
  isBatch?: boolean
  /** Default: ordinaryBody. */
  bodyLimits?: BodyLimits
  /** What it costs of the hour policies, by its body; default one. */
  hourCost?: (body: unknown) => number
  /**
   * It may take something from a caller, or does with such a body and query: what gateways remember of the target that the path names
   * (a user, key, namespace, else the workspace) is dropped before the answer.
   */
  changesAccess?: boolean | ((body: unknown, query: URLSearchParams) => boolean)
  /** Its answer shows a secret once. */
  hasSecret?: boolean
  /** Default 10,000. */
  timeoutMs?: number
  /** The operation alone; a whole version says so in its registry. */
  deprecation?: Deprecation
  /** Besides those every operation may answer. */
  errors?: readonly ErrorCode[]
}

/** What the X-RateLimit headers of an answer say. */
export interface ShownRate {
  limit: number
  remaining: number
  /** Unix seconds. */
  reset: number
}

/** One operation of a batch. */
export interface BatchCall {
  index: number
  record: Operation
  /** What the path of the record names; empty where its path names nothing. */
  id: string
  body: unknown
}

/** Runs the operations of a batch, each as if it had come alone. */
export interface BatchRunner {
  /** When the batch came, by performance.now(). */
  readonly startedMs: number
  /** Rejects when the refusal is the whole batch's: that of its Idempotency-Key. */
  run(call: BatchCall): Promise<{ data: unknown } | { refusal: PlinthError }>
  /** For an operation that runs no more, since the batch's answer is stored: what it revoked is revoked again. */
  revokeReplayed(call: BatchCall, status: number): void
}

export interface RunInput<Body, Params> {
  body: Body
  params: Params
  /** Without pages for what is no list. */
  list: ListQuery
  includes: ReadonlySet<string>
  caller: Caller
  services: Services
  now: () => Date
  /** What the X-RateLimit headers of this call say. */
  rate: () => ShownRate
  /** Resolves when no gateway uses what it read before; for access changes that only the answer shows. */
  revokeEverywhere: (only?: readonly string[]) => Promise<void>
  /** For a batch. */
  batch: () => BatchRunner
  /** For the one call that is the operation. */
  call: CallOptions
  /** For what must be read before it. */
  ask: CallOptions
}

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never
type Params<Path extends string> = Readonly<Record<ParamNames<Path>, string>>

export interface OperationSpec<Path extends string, Body, Result> extends OperationFacts {
  path: Path
  /** Writes without one take an empty object or nothing. */
  body?: z.ZodType<Body>
  run: (input: RunInput<Body, Params<Path>>) => Promise<Result>
  view: View<Result>
}

export type PreparedInput = Omit<RunInput<unknown, Readonly<Record<string, string>>>, 'body'>
export type Answer = (shape: Shape) => Rendered
export type Prepared = (input: PreparedInput) => Promise<Answer>

export interface Operation extends OperationFacts {
  readonly body: z.ZodType
  /** Checks the body and gives back what runs with it. Throws VALIDATION_ERROR. */
  prepare(body: unknown): Prepared
}

const checkNoBody = bodyCheck(noBody)

/** An endpoint as data. */
export function operation<const Path extends string, Result, Body>(spec: OperationSpec<Path, Body, Result>): Operation {
  const { run, view, body: schema, ...facts } = spec
  // Without a schema Body is inferred as unknown, which an empty object is.
  const check = schema === undefined ? (body: unknown) => checkNoBody(body) as Body : bodyCheck(schema)
  return {
    ...facts,
    body: schema ?? noBody,
    prepare(body) {
      const checked = check(body)
      return async (input) => {
        // The router fills in every name that the path holds.
        const result = await run({ ...input, body: checked, params: input.params as Params<Path> })
        return (shape) => view(result, shape)
      }
    },
  }
}

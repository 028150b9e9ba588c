import type { ErrorCode, PlinthError } from '@plinth/kit/errors'
import type { PartName } from '@plinth/kit/part'
import type { CallOptions } from '@plinth/kit/rpc'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Denial } from '@plinth/proto/tenancy/v1/request_log.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { z } from 'zod'
import type { Bearer, Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import type { BodyLimits } from './body-limits.ts'
import { bodyCheck } from './check-body.ts'
import type { Deprecation } from './deprecation.ts'
import { noBody } from './fields.ts'
import type { ListSpec } from './list-spec.ts'
import { nothing, type Rendered, type Shape, type View } from './view.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Resource =
  | 'workspaces'
  | 'namespaces'
  | 'users'
  | 'api-keys'
  | 'webhooks'
  | 'events'
  | 'entitlements'
  | 'usage'
  | 'catalog'
  | 'audit-log'
export type Scope = `${'read' | 'write' | 'delete'}:${Resource}` | 'metering' | 'any' | 'none'

/** Server-Sent Events: a response that goes on until one of the two ends it. */
export const eventStream = 'text/event-stream'

/** Description of an operation without its code; the pipeline, the router, the tests and the documentation read it. */
export interface OperationFacts {
  /** "workspaces.create": resource.verb. */
  id: `${string}.${string}`
  summary: string
  /** Details beyond the summary, in Markdown. */
  description?: string
  method: Method
  /** Under the base path, parameters in braces. */
  path: string
  status: 200 | 201 | 202 | 204
  /** any: every valid key; metering: included in no wildcard but `*`; none: no key is needed, and none is read. */
  scope: Scope
  /** Signs in: its caller has a key in the header or a code in the body, and the answer sets the cookie of a page. */
  startsSession?: boolean
  /**
   * The lowest role in the workspace that the services accept. self: a user for what is the user's own; operator: no role of a workspace.
   * Operators may always call. Default: every member. The role is for readers: the gateway does not check it.
   */
  role?: 'admin' | 'owner' | 'self' | 'operator'
  /** Refuses keys of workspaces, regardless of their scopes. */
  isForOperators?: boolean
  /** workspace: one must be named; path: it is the one in the path; none: used when named. */
  context: 'workspace' | 'path' | 'none'
  /** Allowed also if the workspace of the key, or of the request, is suspended. Other operations are refused then. */
  isOpenWhileSuspended?: boolean
  /** Schema of `data` (or of the bare response). Reads can select its fields. Its meta has the example of the documentation. */
  output?: z.ZodObject
  /** The response is the output itself, without the envelope. */
  isBare?: boolean
  /** A GET that changes something: HEAD, which would do the same and show nothing, is refused. `lines` implies it. */
  hasNoHead?: boolean
  /** A read of one row, or of what is replaced as a whole: it sends an ETag with its version, or 0 if it has none. */
  hasVersion?: boolean
  /** Reads only. */
  includes?: readonly string[]
  /** The response is lines of any number instead of one JSON document; the example is one of them. There is no HEAD then. */
  lines?: { mediaType: 'application/x-ndjson' | typeof eventStream; example: string }
  /** Present on lists. */
  list?: ListSpec
  /** Query parameters of a read that is not a list; run finds them among the filters of its `list`. */
  query?: ListSpec['filters']
  /** Schema of `data` of the 200 with `?dry_run=true`, which changes nothing. */
  dryRun?: z.ZodObject
  /** The operations that end what this one reserves. */
  reserves?: { commit: OperationFacts['id']; release: OperationFacts['id'] }
  /** The actions of the batch define its bodies and scopes. */
  isBatch?: boolean
  /** Default: ordinaryBody. */
  bodyLimits?: BodyLimits
  /** The list of the body whose values the operation checks one by one: one that cannot be kept refuses itself alone. */
  itemsIn?: string
  /** Returns the cost of the call under the hour policies, by the bytes of its body, which may be no JSON. Default: 1. */
  hourCost?: (body: Buffer) => number
  /**
   * True, or returns true for a body and query, when the call may take access away from a caller, or change the name under which the
   * caller acts: entries of the audit log keep it. The answer waits until no gateway uses cached access of the target that the path
   * names: a user, key or namespace, else the workspace.
   */
  changesAccess?: boolean | ((body: unknown, query: URLSearchParams) => boolean)
  /** Keys of the user that the path names, and that were refused, may work again: with `changesAccess`, no gateway uses a cached refusal either. */
  restoresKeys?: boolean
  /** Uses what the plan grants: the ledger has each use, so the request log has only those that were refused or failed. */
  isUsage?: boolean
  /** The response shows a secret once. */
  hasSecret?: boolean
  /**
   * True, or returns true for a query, when a call takes tens of ms of a processor, here or in the database, or answers with a MiB: a
   * workspace has a few at once, and further ones wait for their turn.
   */
  isHeavy?: boolean | ((list: ListQuery) => boolean)
  /** Default 10,000. */
  timeoutMs?: number
  /** Deprecation of this operation; a deprecated version is in the registry of versions. */
  deprecation?: Deprecation
  /** Error codes in addition to those of every operation. */
  errors?: readonly ErrorCode[]
}

/** Values of the X-RateLimit headers of a response. */
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
  /** Parameters of the path of the record; empty if the path has none. */
  id: string
  body: unknown
}

/** Runs the operations of a batch, each like a single request. */
export interface BatchRunner {
  /** Arrival of the batch, by performance.now(). */
  readonly startedMs: number
  /** Rejects if the whole batch is refused because of its Idempotency-Key. */
  run(call: BatchCall): Promise<{ data: unknown } | { refusal: PlinthError }>
  /** For a replayed batch, whose operations do not run again: repeats the access revocation of an operation. */
  revokeReplayed(call: BatchCall, status: number): void
}

export interface RunInput<Body, Params> {
  body: Body
  params: Params
  /** Empty list query if the operation is not a list. */
  list: ListQuery
  includes: ReadonlySet<string>
  caller: Caller
  /** The caller's key or session; undefined without one. */
  bearer: Bearer | undefined
  services: Services
  now: () => Date
  /** Last-Event-ID; empty without it. */
  lastEventId: string
  /** The body as it was sent. */
  bytes: Buffer
  /** The caller's access to another workspace, and to a namespace in it; refused as a request there would be. */
  accessTo: (workspace: string, namespace: string) => Promise<ResolveAccessResponse>
  /** URL of a path of this gateway, as a browser reaches it: "/console". */
  urlOf: (path: string) => string
  /** Values of the X-RateLimit headers of this call. */
  rate: () => ShownRate
  /** The release of this gateway. */
  version: string
  /** Rejects while the part cannot be reached. */
  peerReady: (part: PartName) => Promise<void>
  /** Resolves when no gateway uses what it read before; for access changes that only the answer shows. */
  revokeEverywhere: (only?: readonly string[]) => Promise<void>
  /**
   * Runs a call that waits. Rejects when the caller may no longer make it; resolves with undefined when the gateway stops, or cannot tell.
   * Both cancel the call.
   */
  waitWhileAllowed: <Waited>(wait: (call: CallOptions) => Promise<Waited>) => Promise<Waited | undefined>
  /** For a batch. */
  batch: () => BatchRunner
  /** Context of the call that performs the operation. */
  call: CallOptions
  /** Context of reads before that call. */
  ask: CallOptions
  /** Notes in the audit log that an operator is shown rows of these workspaces; resolves before they may be shown. */
  noteShown: (workspaceIds: readonly string[]) => Promise<void> | undefined
  /** Takes what the plan refused, for the request log. */
  denied: { denial: Denial | undefined }
}

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never
type Params<Path extends string> = Readonly<Record<ParamNames<Path>, string>>

type Route = `${Method} /${string}`

interface SpecFacts<Called extends Route, Body, Result>
  extends Omit<OperationFacts, 'method' | 'path' | 'status' | 'context' | 'output'> {
  /** "GET /workspaces/{workspace_id}": method and path. */
  route: Called
  /** Default: 204 for a DELETE, else 200. */
  status?: OperationFacts['status']
  /** Default: path if the path names a workspace, else workspace. */
  context?: OperationFacts['context']
  /** A write without a schema accepts an empty object or no body. */
  body?: z.ZodType<Body>
  run: (input: RunInput<Body, Params<Called>>) => Promise<Result>
  /** Returns what the plan refused its caller, for the request log and the counts of refusals. */
  denialOf?: (result: Result, body: Body, list: ListQuery) => Denial | undefined
}

/** Without a view, the response has no body. */
type SpecOutput<Result> = { output: z.ZodObject; view: View<Result> } | { output?: never; view?: View<Result> }

export type OperationSpec<Called extends Route, Body, Result> = SpecFacts<Called, Body, Result> & SpecOutput<Result>

export type PreparedInput = Omit<RunInput<unknown, Readonly<Record<string, string>>>, 'body'>
export type Answer = (shape: Shape) => Rendered
export type Prepared = (input: PreparedInput) => Promise<Answer>

export interface Operation extends OperationFacts {
  readonly body: z.ZodType
  /** Checks the body and returns the function that runs the operation. Throws VALIDATION_ERROR. */
  prepare(body: unknown): Prepared
}

export const isEventStream = ({ lines }: OperationFacts): boolean => lines?.mediaType === eventStream

export const isWithoutHead = ({ hasNoHead, lines }: OperationFacts): boolean =>
  hasNoHead === true || lines !== undefined

const checkNoBody = bodyCheck(noBody)

/** An endpoint as data. */
export function operation<const Called extends Route, Result, Body>(
  spec: OperationSpec<Called, Body, Result>,
): Operation {
  const { route, run, view = nothing, denialOf, body: schema, ...facts } = spec
  const [method, path] = route.split(' ') as [Method, string]
  // Without a schema, Body is inferred as unknown, to which an empty object is assignable.
  const check = schema === undefined ? (body: unknown) => checkNoBody(body) as Body : bodyCheck(schema)
  return {
    method,
    path,
    status: method === 'DELETE' ? 204 : 200,
    context: path.includes('{workspace_id}') ? 'path' : 'workspace',
    ...facts,
    body: schema ?? noBody,
    prepare(body) {
      const checked = check(body)
      return async (input) => {
        // The router fills in every name that the path holds.
        const result = await run({ ...input, body: checked, params: input.params as Params<Called> })
        if (denialOf !== undefined) input.denied.denial = denialOf(result, checked, input.list)
        return (shape) => view(result, shape)
      }
    },
  }
}

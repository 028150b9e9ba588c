// One request on its way through the pipeline; each step fills in what the later ones read. It is one object from its first
// step to its last, and all fields are there from the start: an object that grows costs every step that reads it. The types
// say what is known in each phase; the steps between two phases (authorize, checkSchema, call) make the next one true.
import type { ErrorCode } from '@plinth/kit/errors'
import type { Decision } from '@plinth/kit/limiter'
import type { Idempotency, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import type { Denial } from '@plinth/proto/tenancy/v1/request_log.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { Request, Response } from 'express'
import type { Bearer } from '../../access/caller.ts'
import type { Credential } from '../../access/credential.ts'
import type { Holder } from '../../access/holders.ts'
import type { Answer, Operation, Prepared } from '../../operation/operation.ts'
import type { Shape } from '../../operation/view.ts'
import type { Revocation } from '../../revocation/revocation-of-call.ts'
import { AnswerHeaders } from './answer-headers.ts'

const noQuery = new URLSearchParams()
const noBody = Buffer.alloc(0)

/** Before the call is counted: it may match no operation, and its caller may be unknown. */
export class ReceivedRequest {
  readonly req: Request
  readonly res: Response
  readonly startedMs = performance.now()
  readonly query: URLSearchParams
  /** The path is outside the API and answers GET and HEAD alone. */
  readonly isReadOnly: boolean
  /** Headers of the response, written with its first byte. */
  headers = new AnswerHeaders()
  requestId = ''
  ip = ''
  isIpKnown = false
  /** Path within the version, "/workspaces/wks_1", with decoded parameters. */
  path = ''
  params: Readonly<Record<string, string>> = {}
  operation: Operation | undefined
  credential: Credential | undefined
  bearer: Bearer | undefined
  /** Holder of the slot of this request. */
  slot: string | undefined
  /** Holder of the place for a response in lines. */
  lineStream: Holder | undefined
  /** Holder of the place for a stream of events. */
  eventStream: Holder | undefined
  /** Holder of the memory for its body. */
  heldBytes = 0
  /** Found before the call is counted; `authorize` throws it afterwards. */
  deferredRefusal: Error | undefined
  /** Cost of the call under the hour policies. */
  hourCost = 1
  decision: Decision | undefined
  body: Buffer = noBody
  isBodyReceived = false
  /** Parsed body; an empty object without a body. */
  json: unknown = {}
  shape: Shape | undefined
  prepared: Prepared | undefined
  idempotency: Pick<Idempotency, 'key' | 'fingerprint'> | undefined
  ifMatchVersions: readonly number[] | undefined
  access: ResolveAccessResponse | undefined
  /** The workspaces of what the path names, for operators who read it. */
  homes: readonly string[] = []
  reply: ReplyContext | undefined
  /** Access that the call may have revoked; the operations of a batch share one list. */
  revocations: Revocation[] = []
  answer: Answer | undefined
  /** The check that the plan refused. */
  denial: Denial | undefined
  /** The rate limit that refused the call; empty: none did. */
  limitedBy = ''
  /** Error code of the response. */
  errorCode: ErrorCode | undefined
  /** Index of this operation in its batch. */
  batchIndex: number | undefined

  constructor(req: Request, res: Response, isReadOnly = false) {
    const at = req.url.indexOf('?')
    this.req = req
    this.res = res
    this.isReadOnly = isReadOnly
    this.query = at < 0 ? noQuery : new URLSearchParams(req.url.slice(at + 1))
  }
}

/** Counted and authorised: `bearer` is undefined only if the operation needs no key (scope none, or a sign-in with a code). */
export interface AuthorizedRequest extends ReceivedRequest {
  operation: Operation
}

/** The query and the body are valid for the operation. */
export interface PreparedRequest extends AuthorizedRequest {
  shape: Shape
  prepared: Prepared
}

/** The operation has run. */
export interface AnsweredRequest extends PreparedRequest {
  answer: Answer
}

// One request on its way through the pipeline; each step fills in what the later ones read. It is one object from its first
// step to its last, and all fields are there from the start: an object that grows costs every step that reads it. The types
// say what is known in each phase; the steps between two phases (authorize, checkSchema, call) make the next one true.
import type { ErrorCode } from '@plinth/kit/errors'
import type { Decision } from '@plinth/kit/limiter'
import type { Idempotency, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { Request, Response } from 'express'
import type { Bearer } from '../../access/caller.ts'
import type { Credential } from '../../access/credential.ts'
import type { Answer, Operation, Prepared } from '../../operation/operation.ts'
import type { Shape } from '../../operation/view.ts'
import type { Revocation } from '../../revocation/revocation-of-call.ts'
import { AnswerHeaders } from './answer-headers.ts'

/** Until the call is counted: it may name no operation, and its caller may be unknown. */
export interface ReceivedRequest {
  readonly req: Request
  readonly res: Response
  readonly startedMs: number
  readonly query: URLSearchParams
  /** Of the answer, written at once with its first byte. */
  headers: AnswerHeaders
  requestId: string
  ip: string
  isIpKnown: boolean
  /** The version's own part of the path, "/workspaces/wks_1"; its parameters decoded. */
  path: string
  params: Readonly<Record<string, string>>
  operation: Operation | undefined
  credential: Credential | undefined
  bearer: Bearer | undefined
  /** The holder of the slot in flight that this request has. */
  slot: string | undefined
  /** Of the memory for bodies. */
  heldBytes: number
  /** Found before the call is counted; `authorize` throws it afterwards. */
  deferredRefusal: Error | undefined
  /** What the call costs of the hour policies. */
  hourCost: number
  decision: Decision | undefined
  body: Buffer
  isBodyRead: boolean
  /** An empty object when nothing was sent. */
  json: unknown
  shape: Shape | undefined
  prepared: Prepared | undefined
  idempotency: Pick<Idempotency, 'key' | 'fingerprint'> | undefined
  ifMatchVersion: number | undefined
  access: ResolveAccessResponse | undefined
  reply: ReplyContext | undefined
  /** What the call may have taken from callers; a batch's operations fill in one list. */
  revocations: Revocation[]
  answer: Answer | undefined
  /** The code of the refusal or failure that was answered. */
  errorCode: ErrorCode | undefined
  /** Which operation of a batch this is. */
  batchIndex: number | undefined
}

/** Counted, and let in: `bearer` is undefined only where the operation needs no key (scope none). */
export interface AuthorizedRequest extends ReceivedRequest {
  operation: Operation
}

/** Its query and body are what the operation takes. */
export interface PreparedRequest extends AuthorizedRequest {
  shape: Shape
  prepared: Prepared
}

/** The operation has run. */
export interface AnsweredRequest extends PreparedRequest {
  answer: Answer
}

const noQuery = new URLSearchParams()
const noBody = Buffer.alloc(0)

export function receivedRequest(req: Request, res: Response): ReceivedRequest {
  const at = req.url.indexOf('?')
  return {
    req,
    res,
    startedMs: performance.now(),
    query: at < 0 ? noQuery : new URLSearchParams(req.url.slice(at + 1)),
    headers: new AnswerHeaders(),
    requestId: '',
    ip: '',
    isIpKnown: false,
    path: '',
    params: {},
    operation: undefined,
    credential: undefined,
    bearer: undefined,
    slot: undefined,
    heldBytes: 0,
    deferredRefusal: undefined,
    hourCost: 1,
    decision: undefined,
    body: noBody,
    isBodyRead: false,
    json: {},
    shape: undefined,
    prepared: undefined,
    idempotency: undefined,
    ifMatchVersion: undefined,
    access: undefined,
    reply: undefined,
    revocations: [],
    answer: undefined,
    errorCode: undefined,
    batchIndex: undefined,
  }
}

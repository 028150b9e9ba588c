import type { ErrorCode } from '@plinth/kit/errors'
import type { Decision } from '@plinth/kit/limiter'
import type { Idempotency, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { Request, Response } from 'express'
import type { Bearer } from '../../access/caller.ts'
import type { Credential } from '../../access/credential.ts'
import type { Revocation } from '../../narrowing/revocation.ts'
import type { Answer, Operation, Prepared } from '../../operation/operation.ts'
import type { Shape } from '../../operation/view.ts'
import { AnswerHeaders } from './answer-headers.ts'

/**
 * One request on its way through the pipeline; each step fills in what the later ones read. All fields are there from the
 * start: an object that grows costs every step that reads it.
 */
export interface Exchange {
  readonly req: Request
  readonly res: Response
  readonly startedMs: number
  readonly query: URLSearchParams
  /** Of the answer, written at once with its first byte. */
  headers: AnswerHeaders
  requestId: string
  ip: string
  isIpTold: boolean
  /** The version's own part of the path, "/workspaces/wks_1"; its parameters decoded. */
  path: string
  params: Readonly<Record<string, string>>
  operation: Operation | undefined
  credential: Credential | undefined
  bearer: Bearer | undefined
  /** Who holds the place that it has. */
  place: string | undefined
  /** Of the memory for bodies. */
  heldBytes: number
  /** Found before the call was counted, thrown afterwards. */
  refusal: Error | undefined
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
  /** What it may have taken from callers; a batch's operations fill in one list. */
  revocations: Revocation[]
  answer: Answer | undefined
  /** What it was refused with, or failed with. */
  errorCode: ErrorCode | undefined
  /** Which operation of a batch this is. */
  batchIndex: number | undefined
}

const noQuery = new URLSearchParams()
const noBody = Buffer.alloc(0)

export function newExchange(req: Request, res: Response): Exchange {
  const at = req.url.indexOf('?')
  return {
    req,
    res,
    startedMs: performance.now(),
    query: at < 0 ? noQuery : new URLSearchParams(req.url.slice(at + 1)),
    headers: new AnswerHeaders(),
    requestId: '',
    ip: '',
    isIpTold: false,
    path: '',
    params: {},
    operation: undefined,
    credential: undefined,
    bearer: undefined,
    place: undefined,
    heldBytes: 0,
    refusal: undefined,
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

/** What an earlier step has filled in; the pipeline's order promises it. */
export function settled<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a step of the pipeline reads what no step before it has filled in')
  return value
}

import { incomingSpan, isTracing } from '@plinth/kit/telemetry'
import type { Request, Response } from 'express'
import type { RequestSample } from '../../request-statistics/request-counts.ts'
import { answerError } from '../answer/answer-error.ts'
import { logAnswer, logOperator } from '../answer/log-request.ts'
import { countRequest } from '../answer/metrics.ts'
import { noteRequest, workspaceOfCall } from '../answer/note-request.ts'
import type { Gateway } from '../context/gateway.ts'
import { leaveLineStream } from '../context/line-streams.ts'
import { leaveEventStream } from '../context/open-streams.ts'
import { ReceivedRequest } from '../context/request-context.ts'
import { countUnread, giveBytes, leaveSlot } from '../context/slots.ts'
import { pipeline } from '../pipeline/pipeline.ts'
import { choosesTrace } from './chooses-trace.ts'

/** Answers one request. Never rejects. `isReadOnly` is as in ReceivedRequest. */
export function serve(req: Request, res: Response, gateway: Gateway, isReadOnly = false): Promise<void> {
  const request = new ReceivedRequest(req, res, isReadOnly)
  return isTracing() ? traced(request, gateway) : answered(request, gateway)
}

function traced(request: ReceivedRequest, gateway: Gateway): Promise<void> {
  const { req, res } = request
  const { traceparent } = req.headers
  const caller = {
    method: req.method,
    traceparent: typeof traceparent === 'string' ? traceparent : '',
    isContinued: choosesTrace(req, gateway.config),
  }
  return incomingSpan(caller, async () => {
    await answered(request, gateway)
    return { statusCode: res.statusCode, route: request.operation?.path }
  })
}

async function answered(request: ReceivedRequest, gateway: Gateway): Promise<void> {
  try {
    await takeThrough(request, gateway)
  } finally {
    countUnread(request, gateway)
    giveBytes(request, gateway)
    leaveSlot(request, gateway)
    leaveLineStream(request, gateway)
    leaveEventStream(request, gateway)
  }
  const now = gateway.clock.now()
  countUsage(request, gateway, now)
  noteRequest(request, gateway, now)
  countRequest(request)
  logOperator(request, gateway, request.res.statusCode)
  logAnswer(request, gateway)
}

async function takeThrough(request: ReceivedRequest, gateway: Gateway): Promise<void> {
  const { res } = request
  try {
    for (const step of pipeline) {
      const pending = step(request, gateway)
      if (pending !== undefined) await pending
      if (res.headersSent || res.destroyed) return
    }
  } catch (err) {
    answerError(request, gateway, err)
  }
}

function countUsage(request: ReceivedRequest, { usage }: Gateway, now: Date): void {
  const sample = sampleOf(request, now)
  if (sample !== undefined) usage.count(sample)
}

/** Returns the usage sample of an answered request, or undefined without a caller or a workspace. */
function sampleOf(request: ReceivedRequest, at: Date): RequestSample | undefined {
  const { req, res, headers, bearer, operation } = request
  if (bearer === undefined) return undefined
  const workspaceId = workspaceOfCall(request, bearer)
  if (workspaceId === '') return undefined
  const { isOperator, keyId } = bearer.principal
  return {
    workspaceId,
    // The workspace must not learn which operator called.
    keyId: isOperator ? 'operator' : keyId,
    endpoint: operation === undefined ? 'unknown' : `${operation.method} ${operation.path}`,
    at,
    // A disconnected caller got no response.
    isSuccess: res.headersSent && res.statusCode < 400,
    isLimited: request.limitedBy !== '',
    isDenied: request.denial !== undefined,
    ms: Math.round(performance.now() - request.startedMs),
    requestBytes: request.body.length,
    responseBytes: req.method === 'HEAD' ? 0 : Number(headers.get('Content-Length') ?? 0),
  }
}

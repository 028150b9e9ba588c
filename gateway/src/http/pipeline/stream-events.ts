import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { fail } from '../../errors.ts'
import { isEventStream } from '../../operation/operation.ts'
import { answerProgressed } from '../answer/stuck-connections.ts'
import type { Gateway } from '../context/gateway.ts'
import { type AnsweredRequest, ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { EventStream } from '../event-streams/event-stream.ts'
import { authenticate } from './authenticate.ts'
import { authorize, checkScope } from './authorize.ts'
import { findAccess } from './resolve-context.ts'

const pingMsMax = 15_000

/**
 * Begins a stream of events and returns: from then on it has a place among the streams, and none in flight, and the call is counted
 * with the time until here.
 */
export const streamEvents: Step<AnsweredRequest> = (request, gateway) => {
  if (!isEventStream(request.operation)) return
  const { feed } = request.answer(request.shape)
  if (feed === undefined) throw fail.brokenContract('events')
  const { res, headers, operation, requestId, eventStream: holder } = request
  const { eventStreams, storedEvents, log, config, streamReads } = gateway
  headers.set('Content-Type', `${operation.lines?.mediaType}; charset=utf-8`)
  headers.set('Cache-Control', 'no-store')
  // nginx would collect the frames.
  headers.set('X-Accel-Buffering', 'no')
  res.writeHead(operation.status, headers.list)
  request.eventStream = undefined
  const stream = new EventStream({
    ...{ res, feed },
    nowMs: () => eventStreams.nowMs(),
    // A client that is there takes pings within its time limit for answers.
    pingMs: Math.min(pingMsMax, Math.floor(config.answerTimeoutMs / 3)),
    isAllowed: () => isAllowed(request, gateway),
    progressed: () => res.socket === null || answerProgressed(res.socket),
    inTurn: (read) => streamReads.run('', read),
  })
  const leave = eventStreams.add(stream)
  const stopWakes = storedEvents.follow(feed.workspaceId, () => stream.wake())
  void stream
    .run()
    .catch((err: unknown) => {
      log.debug({ err, request_id: requestId }, 'a stream of events broke off')
      res.destroy()
    })
    .finally(() => {
      leave()
      stopWakes()
      if (holder !== undefined) eventStreams.give(holder)
    })
}

/** True while a new request like this one would be let in, and would see the same. */
async function isAllowed(request: AnsweredRequest, gateway: Gateway): Promise<boolean> {
  const { req, res, requestId, ip, isIpKnown, path, params, operation, credential } = request
  const again: ReceivedRequest = {
    ...new ReceivedRequest(req, res),
    ...{ requestId, ip, isIpKnown, path, params, operation, credential },
  }
  await authenticate(again, gateway)
  authorize(again)
  checkScope(again, gateway)
  return isSame(request.access, await findAccess(again, gateway))
}

const isSame = (one?: ResolveAccessResponse, other?: ResolveAccessResponse): boolean =>
  one?.workspaceId === other?.workspaceId && one?.namespaceId === other?.namespaceId && one?.role === other?.role

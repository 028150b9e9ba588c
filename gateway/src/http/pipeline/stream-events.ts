import { noHolder } from '@plinth/kit/async/fair-shares'
import { fail } from '../../errors.ts'
import { isEventStream } from '../../operation/operation.ts'
import { answerProgressed } from '../answer/stuck-connections.ts'
import type { AnsweredRequest } from '../context/request-context.ts'
import { refuseUnread } from '../context/slots.ts'
import type { Step } from '../context/step.ts'
import { EventStream } from '../event-streams/event-stream.ts'
import { askAgain } from './ask-again.ts'

const pingMsMax = 15_000

/**
 * Begins a stream of events and returns: from then on it has a place among the streams, and none in flight, and the call is counted
 * with the time until here.
 */
export const streamEvents: Step<AnsweredRequest> = (request, gateway) => {
  if (!isEventStream(request.operation)) return
  const { feed } = request.answer(request.shape)
  if (feed === undefined) throw fail.brokenContract('events')
  // Again: others of the caller began while this one read its first page.
  refuseUnread(request, gateway)
  const { res, headers, operation, requestId, eventStream: holder, slot = noHolder } = request
  const { eventStreams, openCalls, storedEvents, log, config, streamReads, unreadAnswers } = gateway
  headers.set('Content-Type', `${operation.lines?.mediaType}; charset=utf-8`)
  headers.set('Cache-Control', 'no-store')
  // nginx would collect the frames.
  headers.set('X-Accel-Buffering', 'no')
  res.writeHead(operation.status, headers.list)
  request.eventStream = undefined
  const stream = new EventStream({
    ...{ res, feed },
    nowMs: () => openCalls.nowMs(),
    // A client that is there takes pings within its time limit for answers.
    pingMs: Math.min(pingMsMax, Math.floor(config.answerTimeoutMs / 3)),
    ask: () => askAgain(request, gateway),
    progressed: () => res.socket === null || answerProgressed(res.socket),
    countUnread: (bytes) => unreadAnswers.add(slot, res, bytes),
    mayHaveMore: () => unreadAnswers.mayHaveMore(slot),
    inTurn: (read) => streamReads.run('', read),
  })
  const leave = openCalls.add(stream)
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

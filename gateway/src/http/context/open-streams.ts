import { isEventStream } from '../../operation/operation.ts'
import type { Gateway } from './gateway.ts'
import type { PreparedRequest, ReceivedRequest } from './request-context.ts'
import type { Step } from './step.ts'

/** Takes a place before the operation reads anything. */
export const takeEventStream: Step<PreparedRequest> = (request, { eventStreams }) => {
  const principal = request.bearer?.principal
  if (!isEventStream(request.operation) || principal === undefined) return
  eventStreams.take(principal)
  request.eventStream = principal
}

/** Of a request that was refused; a stream that began leaves by itself. */
export function leaveEventStream(request: ReceivedRequest, { eventStreams }: Gateway): void {
  if (request.eventStream === undefined) return
  eventStreams.give(request.eventStream)
  request.eventStream = undefined
}

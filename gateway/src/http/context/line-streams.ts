import { fail } from '../../errors.ts'
import { isEventStream } from '../../operation/operation.ts'
import type { Gateway } from './gateway.ts'
import type { PreparedRequest, ReceivedRequest } from './request-context.ts'
import type { Step } from './step.ts'

/**
 * Takes a place for a response in lines until it is sent, before the operation does anything. Throws SERVICE_UNAVAILABLE when
 * all places are taken, or those of the caller's workspace, user or operator key.
 */
export const takeLineStream: Step<PreparedRequest> = (request, { lineStreams }) => {
  const principal = request.bearer?.principal
  const { operation } = request
  if (operation.lines === undefined || isEventStream(operation) || principal === undefined) return
  if (lineStreams.take(principal) !== undefined) throw fail.overloaded()
  request.lineStream = principal
}

export function leaveLineStream(request: ReceivedRequest, { lineStreams }: Gateway): void {
  if (request.lineStream === undefined) return
  lineStreams.give(request.lineStream)
  request.lineStream = undefined
}

import { noHolder } from '@plinth/kit/async/fair-shares'
import { credentialOf } from '../../access/credential.ts'
import { networkOf } from '../../access/network.ts'
import { sessionOf } from '../../access/session-cookie.ts'
import { fail } from '../../errors.ts'
import type { Gateway } from './gateway.ts'
import type { ReceivedRequest } from './request-context.ts'
import type { Step } from './step.ts'

/** Takes a slot for requests in flight until the response is written. */
export const admit: Step = (request, gateway) => {
  const { authorization } = request.req.headers
  // A key in the header wins over a cookie, whatever comes of it.
  request.credential =
    authorization === undefined ? sessionOf(request.req, gateway.config) : credentialOf(authorization)
  takeSlot(request, gateway)
}

/**
 * Refuses further requests at once: waiting requests would only hold memory and time out later. So are those of a holder that does not
 * read its answers.
 */
export function takeSlot(request: ReceivedRequest, gateway: Gateway): void {
  const holder = holderOf(request, gateway)
  if (!gateway.unreadAnswers.mayHaveMore(holder)) throw fail.answersNotRead()
  if (!gateway.slots.take(holder)) throw fail.overloaded()
  request.slot = holder
}

/** Again, after a wait: other calls of the holder were answered meanwhile. */
export function refuseUnread({ slot }: ReceivedRequest, { unreadAnswers }: Gateway): void {
  if (slot !== undefined && !unreadAnswers.mayHaveMore(slot)) throw fail.answersNotRead()
}

/** Counts an answer that its connection did not take at once. */
export function countUnread(request: ReceivedRequest, gateway: Gateway): void {
  const { req, res, headers } = request
  const length = headers.get('Content-Length')
  if (res.writableLength === 0 || req.method === 'HEAD' || length === undefined) return
  gateway.unreadAnswers.add(holderOf(request, gateway), res, Number(length))
}

export function leaveSlot(request: ReceivedRequest, { slots }: Gateway): void {
  if (request.slot === undefined) return
  slots.give(request.slot)
  request.slot = undefined
}

/** Moves the slot from the expected holder to the actual one. */
export function moveSlot(request: ReceivedRequest, gateway: Gateway): void {
  if (request.slot === holderOf(request, gateway)) return
  leaveSlot(request, gateway)
  takeSlot(request, gateway)
}

/** Takes memory for an arrived part of the body until the response. Bodies are read for callers with a key, and for operations that need none. */
export function takeBytes(request: ReceivedRequest, gateway: Gateway, count: number): void {
  const { bearer, ip } = request
  const isTaken =
    bearer === undefined
      ? gateway.strangersBytes.take(networkOf(ip), count)
      : gateway.bodyBytes.take(bearer.principal, count) === undefined
  if (!isTaken) throw fail.overloaded()
  request.heldBytes += count
}

export function giveBytes(request: ReceivedRequest, gateway: Gateway): void {
  const { bearer, ip, heldBytes } = request
  if (heldBytes === 0) return
  if (bearer === undefined) gateway.strangersBytes.give(networkOf(ip), heldBytes)
  else gateway.bodyBytes.give(bearer.principal, heldBytes)
  request.heldBytes = 0
}

/** Returns the holder: the workspace of the caller, otherwise its address, also for refused calls; an operator has no share limit. */
function holderOf({ bearer, credential, ip, deferredRefusal }: ReceivedRequest, { directory }: Gateway): string {
  if (deferredRefusal !== undefined) return networkOf(ip)
  const workspaceId =
    bearer?.principal.homeWorkspaceId ?? (credential === undefined ? undefined : directory.workspaceOf(credential))
  if (workspaceId === undefined) return networkOf(ip)
  return workspaceId || noHolder
}

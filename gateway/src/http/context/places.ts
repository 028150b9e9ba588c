import { networkOf } from '../../access/network.ts'
import { fail } from '../../errors.ts'
import type { Exchange } from './exchange.ts'
import { type FairShares, noHolder } from './fair-shares.ts'
import type { Gateway } from './gateway.ts'

/** More than fits is refused at once: waiting requests would only hold memory and time out later. */
export function takePlace(exchange: Exchange, gateway: Gateway): void {
  const holder = holderOf(exchange, gateway)
  if (!gateway.places.take(holder)) throw fail.overloaded()
  exchange.place = holder
}

export function leavePlace(exchange: Exchange, { places }: Gateway): void {
  if (exchange.place === undefined) return
  places.give(exchange.place)
  exchange.place = undefined
}

/** From whom it was thought to be, to whose it is. */
export function movePlace(exchange: Exchange, gateway: Gateway): void {
  if (exchange.place === holderOf(exchange, gateway)) return
  leavePlace(exchange, gateway)
  takePlace(exchange, gateway)
}

/** Takes memory for a part of the body that has arrived; until the answer. */
export function takeBytes(exchange: Exchange, gateway: Gateway, count: number): void {
  if (!memoryOf(exchange, gateway).take(homeOf(exchange), count)) throw fail.overloaded()
  exchange.heldBytes += count
}

export function giveBytes(exchange: Exchange, gateway: Gateway): void {
  if (exchange.heldBytes === 0) return
  memoryOf(exchange, gateway).give(homeOf(exchange), exchange.heldBytes)
  exchange.heldBytes = 0
}

const memoryOf = ({ bearer }: Exchange, { bodyBytes, strangersBytes }: Gateway): FairShares =>
  bearer === undefined ? strangersBytes : bodyBytes

/** Bodies are read of callers with a key, and where none is needed. */
const homeOf = ({ bearer, ip }: Exchange): string =>
  bearer === undefined ? networkOf(ip) : bearer.principal.homeWorkspaceId || noHolder

/** The caller's workspace, else its address, also of what is refused; an operator takes of what there is. */
function holderOf({ bearer, credential, ip, refusal }: Exchange, { directory }: Gateway): string {
  if (refusal !== undefined) return networkOf(ip)
  const workspaceId =
    bearer?.principal.homeWorkspaceId ?? (credential === undefined ? undefined : directory.workspaceOf(credential))
  if (workspaceId === undefined) return networkOf(ip)
  return workspaceId || noHolder
}

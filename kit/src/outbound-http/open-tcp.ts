import { connect, isIPv6, type Socket } from 'node:net'
import { startTimeout, type Timeout } from '../timeout.ts'

// RFC 8305 §8 recommends a quarter of a second between two addresses.
const nextAfterMs = 250
// More than a receiver has; a name with thousands must not make a port scan of each attempt.
const addressesMax = 12

export interface Opening {
  /** The first connection that is made. Rejects with an error of Node.js when no address takes one. */
  opened: Promise<Socket>
  /** Ends what is not connected yet. */
  giveUp(): void
}

/**
 * Connects to the address that answers first. The next one is tried when the one before has failed, or has not answered in a quarter of
 * a second, and none is given up for another: a receiver may be farther away than that, or its first packet lost (RFC 8305 §5).
 */
export function openTcp(addresses: readonly string[], port: number): Opening {
  const { promise: opened, resolve, reject } = Promise.withResolvers<Socket>()
  const left = alternating(addresses).slice(0, addressesMax)
  const trying = new Set<Socket>()
  const errors: unknown[] = []
  let timer: Timeout | undefined

  function giveUp(): void {
    timer?.clear()
    left.length = 0
    for (const socket of trying)
      socket
        .removeAllListeners()
        .on('error', () => undefined)
        .destroy()
    trying.clear()
  }

  function tryNext(): void {
    timer?.clear()
    const address = left.shift()
    if (address === undefined) {
      if (trying.size === 0) reject(mostTelling(errors))
      return
    }
    const socket = connect({ host: address, port, noDelay: true })
    trying.add(socket)
    const failed = (error: unknown) => {
      trying.delete(socket)
      errors.push(error)
      tryNext()
    }
    socket.once('error', failed).once('connect', () => {
      socket.off('error', failed)
      trying.delete(socket)
      giveUp()
      resolve(socket)
    })
    if (left.length > 0) timer = startTimeout(nextAfterMs, tryNext)
  }

  tryNext()
  return { opened, giveUp }
}

/** IPv4 and IPv6 in turn, from the family of the first address on: a family without a route costs one try. */
function alternating(addresses: readonly string[]): string[] {
  const isFirstIPv6 = isIPv6(addresses[0] ?? '')
  const first = addresses.filter((address) => isIPv6(address) === isFirstIPv6)
  const second = addresses.filter((address) => isIPv6(address) !== isFirstIPv6)
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [first[at], second[at]])
    .flat()
    .filter((address) => address !== undefined)
}

/** An address that no route leads to says less about the receiver than any other failure. */
function mostTelling(errors: readonly unknown[]): unknown {
  const isUnreachable = (error: unknown) =>
    error instanceof Error &&
    'code' in error &&
    ['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'].includes(String(error.code))
  return errors.find((error) => !isUnreachable(error)) ?? errors[0] ?? new Error('no address')
}

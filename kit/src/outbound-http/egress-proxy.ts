import { connect, isIPv6, type Socket } from 'node:net'
import { OutboundFailure } from './failure.ts'
import type { Opening } from './open-tcp.ts'

/** The operator's HTTP proxy, through which all connections to other networks go. */
export interface EgressProxy {
  host: string
  port: number
  /** Value of Proxy-Authorization. */
  authorization: string | undefined
}

// More addresses than a receiver has that all fail at the proxy.
const addressesMax = 4
const headBytesMax = 16_384

/** @param url `http://`, with a user and a password if the proxy asks for them. */
export function readProxy(url: string): EgressProxy {
  const { hostname, port, username, password } = new URL(url)
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 80 : Number(port),
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  }
}

/**
 * Opens a tunnel through the proxy (RFC 9110 §9.3.6): to the first host, and to the next one where the proxy answers with a 5xx.
 * @param hosts Addresses, or a name that the proxy resolves. `opened` rejects with OutboundFailure `connect`.
 */
export function openTunnel(proxy: EgressProxy, hosts: readonly string[], port: number): Opening {
  let socket: Socket | undefined
  let isGivenUp = false
  async function open(): Promise<Socket> {
    let refusal: number | undefined
    for (const host of hosts.slice(0, addressesMax)) {
      if (isGivenUp) break
      socket = connect({ host: proxy.host, port: proxy.port, noDelay: true })
      const statusCode = await askFor(socket, proxy, `${isIPv6(host) ? `[${host}]` : host}:${port}`)
      if (statusCode >= 200 && statusCode <= 299) return socket
      socket.destroy()
      refusal ??= statusCode
      if (statusCode < 500) break
    }
    throw new OutboundFailure('connect', `The proxy of this installation answered ${refusal}.`)
  }
  return {
    opened: open(),
    giveUp: () => {
      isGivenUp = true
      socket?.on('error', () => undefined).destroy()
    },
  }
}

/** Returns the status of the proxy's answer. */
function askFor(socket: Socket, { authorization }: EgressProxy, authority: string): Promise<number> {
  const login = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0)
    let isConnected = false
    const failed = (sentence: string, cause?: unknown) => {
      stop()
      socket.on('error', () => undefined).destroy()
      reject(new OutboundFailure('connect', sentence, cause))
    }
    const lost = (cause?: unknown) =>
      failed(
        isConnected
          ? 'The proxy of this installation closed the connection.'
          : 'The proxy of this installation cannot be reached.',
        cause,
      )
    const connected = () => {
      isConnected = true
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`)
    }
    const read = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end === -1 && head.length < headBytesMax) continue
        const statusCode =
          end === -1 ? undefined : /^HTTP\/1\.[01] (\d{3})(?: |\r\n)/.exec(head.toString('latin1'))?.[1]
        if (statusCode === undefined) return failed('The proxy of this installation did not answer in HTTP.')
        stop()
        if (head.length > end + 4) socket.unshift(head.subarray(end + 4))
        return resolve(Number(statusCode))
      }
    }
    function stop(): void {
      socket.off('connect', connected).off('readable', read).off('error', lost).off('close', lost).off('end', lost)
    }
    socket.once('connect', connected).on('readable', read).once('error', lost).once('close', lost).once('end', lost)
  })
}

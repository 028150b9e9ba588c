import { once } from 'node:events'
import { Agent, type IncomingMessage, createServer as overHttp, request, type ServerResponse } from 'node:http'
import { createServer as overHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificateAuthority } from '../../../kit/test/rpc/certificates.ts'

export interface FrontProxy {
  readonly port: number
  /** The Plinth behind it: "http://127.0.0.1:8080". Set before the first request. */
  target: string
  /** How many requests have come so far. */
  readonly passed: number
  /** How many of them had a cookie. */
  readonly withCookie: number
  stop(): Promise<void>
}

interface FrontProxyOptions {
  /** Plinth is below this path ("/tools"), and nothing else is there: 404. */
  prefix?: string
  /** HTTPS, under a certificate for localhost that no browser knows. */
  isSecure?: boolean
}

/** Stands before a Plinth as a web server does. Each request comes from an address of its own, so no limit by address is reached. */
export async function frontProxy({ prefix = '', isSecure = false }: FrontProxyOptions = {}): Promise<FrontProxy> {
  const agent = new Agent({ keepAlive: true })
  let addresses = 0
  let withCookie = 0
  const pass = (req: IncomingMessage, res: ServerResponse) => {
    const { url = '/', method, headers } = req
    if (!url.startsWith(`${prefix}/`)) return void res.writeHead(404).end('This is outside of Plinth.\n')
    const from = addresses++
    if (headers.cookie !== undefined) withCookie++
    const forwarded = {
      'x-forwarded-for': `10.${from >> 16}.${(from >> 8) & 255}.${from & 255}`,
      'x-forwarded-host': headers.host,
      'x-forwarded-proto': isSecure ? 'https' : 'http',
    }
    const onward = request(
      proxy.target + url.slice(prefix.length),
      { agent, method, headers: { ...headers, ...forwarded } },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      },
    )
    onward.on('error', () => res.destroy())
    res.on('close', () => onward.destroy())
    req.pipe(onward)
  }
  const server = isSecure ? overHttps(certificateAuthority().issue(['localhost'], 'server'), pass) : overHttp(pass)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: FrontProxy = {
    port: (server.address() as AddressInfo).port,
    target: '',
    get passed() {
      return addresses
    },
    get withCookie() {
      return withCookie
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
  return proxy
}

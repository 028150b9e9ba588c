import { addressPolicy } from './address-policy.ts'
import { ConnectionPool } from './connection-pool.ts'
import { readProxy } from './egress-proxy.ts'
import { OutboundFailure } from './failure.ts'
import { attemptPost, type HttpResult, type PostRequest, withoutAnswer } from './http-attempt.ts'
import { caresResolve, type Resolve } from './resolver.ts'
import { guard } from './url-guard.ts'
import type { Target, UrlVerdict } from './url-rule.ts'

export interface OutboundHttpOptions {
  allowHttp: boolean
  /** The operator's exceptions for private receivers; metadata services never are. */
  allowedCidrs: readonly string[]
  deniedCidrs?: readonly string[]
  /** The operator's HTTP proxy. Addresses of allowedCidrs are reached without it. */
  proxyUrl?: string | undefined
  /** The proxy resolves names, and alone decides to which addresses they may lead. */
  doesProxyResolve?: boolean
  /** Default: c-ares. */
  resolve?: Resolve
  /** PEM of authorities trusted in addition to those of the machine. */
  ca?: string
  /** Maximum number of idle connections. Default: 256. */
  idleMax?: number
  /** Age of connections. Default: the clock of the process. */
  nowMs?: () => number
}

export interface OutboundHttp {
  /** Checks whether a URL can be stored, with the same rules as for sending. */
  checkUrl(url: string): Promise<UrlVerdict>
  /** Sends one guarded POST. Never rejects because of the receiver. The caller limits the concurrency. */
  post(request: PostRequest): Promise<HttpResult>
  /** Aborts the attempts in flight and closes every connection. */
  close(): Promise<void>
}

/** The only way for requests to addresses that customers name (webhooks.md §5). */
export function outboundHttp(options: OutboundHttpOptions): OutboundHttp {
  const policy = addressPolicy(options)
  const resolve = options.resolve ?? caresResolve()
  const proxy = options.proxyUrl === undefined ? undefined : readProxy(options.proxyUrl)
  const doesProxyResolve = proxy !== undefined && options.doesProxyResolve === true
  const gate = guard({ allowHttp: options.allowHttp, policy, resolve, doesProxyResolve, checkTimeoutMs: 2_000 })
  const ca = options.ca === undefined ? {} : { ca: options.ca }
  const connectDeps = { guard: gate, policy, ...(proxy === undefined ? {} : { proxy }), ...ca }
  const nowMs = options.nowMs ?? (() => performance.now())
  const pool = new ConnectionPool(connectDeps, options.idleMax ?? 256, nowMs)
  return {
    checkUrl: (url) => gate.checkUrl(url),
    async post(request) {
      let target: Target
      try {
        target = gate.readTarget(request.url)
      } catch (thrown) {
        if (thrown instanceof OutboundFailure) return withoutAnswer(thrown)
        throw thrown
      }
      return attemptPost(pool, target, request)
    },
    close: () => pool.close(),
  }
}

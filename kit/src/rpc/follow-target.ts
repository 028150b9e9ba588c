import { FailureReport } from '../async/failure-report.ts'
import type { Logger } from '../log.ts'
import type { PartName } from '../part.ts'
import { type Endpoint, grpcTarget, type ResolveName, systemResolve, type Target } from './addresses.ts'
import type { RpcLimits } from './limits.ts'
import { NetworkPeer } from './network-peer.ts'
import type { Peer } from './peer.ts'
import type { Route } from './route.ts'
import { callerMetadata, channelCredentials, type DialSecurity } from './security.ts'

interface FollowOptions {
  part: PartName
  route: Route
  target: Exclude<Target, { kind: 'inprocess' }>
  security?: DialSecurity
  exchange: boolean
  limits: RpcLimits
  log: Logger
  resolveName?: ResolveName
}

// A lost peer may have moved: its name is resolved again, but no more often than this.
const resolveAgainMs = 1_000

/** Keeps the peers of a route equal to the addresses of its target. Returns a function that stops it. */
export function followTarget(options: FollowOptions): () => void {
  const { part, route, target, security, exchange, limits, log, resolveName = systemResolve } = options
  const credentials = channelCredentials(security)
  const metadata = callerMetadata(security, part)
  const serverName = target.kind === 'dns' ? target.host : undefined
  const peers = new Map<string, Peer>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const onChange = () => {
    route.peersChanged()
    if (target.kind === 'dns' && [...peers.values()].some(({ state }) => state !== 'ready'))
      resolveWithin(resolveAgainMs)
  }

  const use = (endpoints: readonly Endpoint[]) => {
    const wanted = new Set(endpoints.map(grpcTarget))
    for (const [address, peer] of peers) {
      if (wanted.has(address)) continue
      peers.delete(address)
      peer.close()
    }
    for (const address of wanted) {
      if (peers.has(address)) continue
      peers.set(
        address,
        new NetworkPeer({ target: address, serverName, credentials, metadata, exchange, limits, log, onChange }),
      )
    }
    route.setPeers([...peers.values()])
  }

  const failing = new FailureReport((err, failures) =>
    log.warn(
      { err, failures, target: target.kind === 'dns' ? target.host : undefined },
      'resolving the name of a part failed; retrying, the addresses found last stay in use',
    ),
  )
  // Runs beside the calls, never before one: getaddrinfo shares few threads, and the addresses found last stay in use.
  const resolve = async (host: string, port: number) => {
    try {
      const ips = await resolveName(host)
      failing.succeeded()
      if (!isStopped) use(ips.toSorted().map((ip) => ({ ip, port })))
    } catch (err) {
      failing.failed(err)
      if (!isStopped && peers.size === 0) use([])
    }
    dueAt = Number.POSITIVE_INFINITY
    resolveWithin(peers.size === 0 ? resolveAgainMs : limits.resolveEveryMs)
  }

  let dueAt = Number.POSITIVE_INFINITY
  const resolveWithin = (delayMs: number) => {
    if (isStopped || target.kind !== 'dns' || performance.now() + delayMs >= dueAt) return
    clearTimeout(timer)
    dueAt = performance.now() + delayMs
    timer = setTimeout(() => void resolve(target.host, target.port), delayMs)
    timer.unref()
  }

  if (target.kind === 'fixed') use(target.endpoints)
  else void resolve(target.host, target.port)

  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

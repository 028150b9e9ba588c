import type { Logger } from '../log.ts'
import type { Dial, PartName } from '../part.ts'
import { parseTarget, type ResolveName, type Target } from './addresses.ts'
import type { Caller } from './callers.ts'
import { clientOf } from './client.ts'
import { followTarget } from './follow-target.ts'
import { logGrpc } from './grpc-log.ts'
import type { RpcHost } from './host.ts'
import { InProcessPeer } from './in-process.ts'
import { defaultLimits, type RpcLimits } from './limits.ts'
import { Route } from './route.ts'
import type { DialSecurity } from './security.ts'

export interface RpcDialerOptions {
  /** Exposes the parts of this process. */
  host: RpcHost
  /** "inprocess:identity", "dns:///identity:50051", "ipv4:10.0.0.1:50051,10.0.0.2:50051" */
  addresses: Partial<Record<PartName, string>>
  security?: DialSecurity
  /** Off: every call is a plain unary gRPC call. */
  exchange: boolean
  log: Logger
  limits?: Partial<RpcLimits>
  /** Default: the system's resolver. */
  resolveName?: ResolveName
}

export interface RpcDialer {
  /** Dials as the gateway, the part that calls the others. */
  readonly dial: Dial
  /** Dials as this caller. Inside this process the callee trusts it; over a network the credentials decide. */
  dialAs(caller: Caller): Dial
  /** Resolves when the part takes calls; rejects with a sentence after two seconds. */
  ready(part: PartName): Promise<void>
  close(): void
}

const readyTimeoutMs = 2_000

/** Clients of other parts; the address of a part alone decides the transport of its calls. */
export function rpcDialer(options: RpcDialerOptions): RpcDialer {
  const limits = { ...defaultLimits, ...options.limits }
  logGrpc(options.log)
  const routes = new Map<PartName, { route: Route; stop: () => void }>()

  const open = (part: PartName) => {
    const known = routes.get(part)
    if (known !== undefined) return known.route
    const address = options.addresses[part]
    if (address === undefined) throw new Error(`the part ${part} has no address`)
    const route = new Route(limits)
    routes.set(part, { route, stop: begin(part, route, parseTarget(address), address) })
    return route
  }

  const begin = (part: PartName, route: Route, target: Target, address: string): (() => void) => {
    if (target.kind !== 'inprocess') return followTarget({ ...options, part, limits, route, target })
    route.setPeers([new InProcessPeer(address, options.host.methods)])
    return () => undefined
  }

  const dialAs =
    (caller: Caller): Dial =>
    (part, service) =>
      clientOf(service, { caller, send: open(part).start, limits })

  return {
    dial: dialAs('gateway'),
    dialAs,
    async ready(part) {
      await open(part)
        .ready(readyTimeoutMs)
        .catch((err: Error) => {
          throw new Error(`the part ${part} cannot be reached (${err.message})`)
        })
    },
    close() {
      for (const { route, stop } of routes.values()) {
        stop()
        route.close()
      }
    },
  }
}

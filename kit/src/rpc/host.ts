import { Server } from '@grpc/grpc-js'
import type { Logger } from '../log.ts'
import type { Expose } from '../part.ts'
import { waitAtMost } from '../timeout.ts'
import { type ExchangeServer, exchangeServer } from './exchange-server.ts'
import { logGrpc } from './grpc-log.ts'
import type { Health } from './health-server.ts'
import { defaultLimits, type RpcLimits } from './limits.ts'
import { Methods } from './methods.ts'
import { gatekeeper, type ListenSecurity, serverCredentials } from './security.ts'
import { unaryService } from './unary-server.ts'

export interface ListenOptions {
  host: string
  /** 0 for a free port. */
  port: number
  /** Without security every caller counts as the gateway. */
  security?: ListenSecurity
  /** Answers gRPC health checks of "readiness"; calls are served either way. Default: ready until the drain. */
  isReady?: () => Promise<boolean>
}

export interface RpcHostOptions {
  log: Logger
  limits?: Partial<RpcLimits>
  /** Default on. Off (RPC_EXCHANGE=off): the host serves plain gRPC alone. */
  exchange?: boolean
}

/** The services of one process, for its own parts and, when it listens, for other processes. */
export interface RpcHost {
  readonly expose: Expose
  /** Serves the services exposed so far over TCP; rejects with the error of the system (code EADDRINUSE, ...). */
  listen(options: ListenOptions): Promise<{ address: string; port: number }>
  /** Sends callers to other peers; resolves when every running call has its reply. */
  drain(): Promise<void>
  /** Closes all connections; calls that still run are aborted, and their callers get UNAVAILABLE. */
  close(): Promise<void>
  /** For dialers in the same process. */
  readonly methods: Methods
}

/** A host without a socket until listen(). */
export function rpcHost(options: RpcHostOptions): RpcHost {
  const limits = { ...defaultLimits, ...options.limits }
  const methods = new Methods({ log: options.log, limits })
  let shutDownServer: (() => Promise<void>) | undefined
  let health: Health | undefined
  let exchange: ExchangeServer | undefined

  return {
    methods,
    expose: (service, handlers, callers) => methods.expose(service, handlers, callers),

    async listen({ host, port, security, isReady = async () => true }) {
      logGrpc(options.log)
      const keeper = gatekeeper(security)
      const listening = new Server(serverOptions(limits))
      for (const service of methods.services) {
        const { definition, implementation } = unaryService(service, methods, keeper)
        listening.addService(definition, implementation)
      }
      if (options.exchange !== false) {
        exchange = exchangeServer({ methods, gatekeeper: keeper, limits })
        listening.addService(exchange.definition, exchange.implementation)
      }
      // Loaded only here: it brings a protobuf parser of its own.
      const { serveHealth } = await import('./health-server.ts')
      health = serveHealth(listening, isReady)
      const bound = await bind(listening, host, port, security)
      shutDownServer = () => shutDown(listening, hostPort(host, bound))
      return { address: host, port: bound }
    },

    async drain() {
      const gone = Promise.all([health?.drain(), exchange?.drain()])
      await methods.close()
      // Our own callers end their streams when they have their replies; the others may be stalled, or only watch.
      await waitAtMost(leaveTimeoutMs, gone)
    },

    async close() {
      methods.abandon()
      await shutDownServer?.()
    },
  }
}

const serverOptions = (limits: RpcLimits) => ({
  'grpc.max_receive_message_length': limits.messageBytesMax + limits.batchBytesMax,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': limits.keepaliveMs.time,
  'grpc.keepalive_timeout_ms': limits.keepaliveMs.timeout,
  'grpc.max_connection_age_ms': limits.connectionAgeMs,
  'grpc.max_connection_age_grace_ms': limits.connectionAgeGraceMs,
  // A reply that its caller does not read keeps its stream open: this bounds them for a caller without an exchange.
  'grpc.max_concurrent_streams': limits.callsInFlightMax * 2,
  'grpc.enable_channelz': 0,
})

function bind(server: Server, host: string, port: number, security: ListenSecurity | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(hostPort(host, port), serverCredentials(security), (err, bound) =>
      err ? reject(bindError(err, port)) : resolve(bound),
    )
  })
}

// grpc-js keeps the system's code in the words only.
function bindError(err: Error, port: number): Error {
  const [code] = /\bE[A-Z]{4,}\b/.exec(err.message) ?? []
  return Object.assign(new Error(err.message, { cause: err }), { port, ...(code === undefined ? {} : { code }) })
}

const hostPort = (host: string, port: number) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)

const leaveTimeoutMs = 2_000
// Replies on the way get this time; then streams that are still open are cut off.
const shutDownMs = 500

function shutDown(server: Server, address: string): Promise<void> {
  // NOTE: drain() cuts the stragglers off; forceShutdown() misses them when channelz is off.
  server.drain(address, shutDownMs)
  return new Promise((resolve) => server.tryShutdown(() => resolve()))
}

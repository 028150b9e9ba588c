import { Server } from '@grpc/grpc-js'
import { waitAtMost } from '../async/timeout.ts'
import type { Logger } from '../log.ts'
import type { Expose } from '../part.ts'
import { type ExchangeServer, exchangeServer } from './exchange-server.ts'
import { logGrpc } from './grpc-log.ts'
import type { Health } from './health.ts'
import { defaultLimits, type RpcLimits } from './limits.ts'
import { Methods } from './methods.ts'
import { gatekeeper, type ListenSecurity, serverCredentials } from './security.ts'
import { unaryService } from './unary-server.ts'

export interface ListenOptions {
  host: string
  /** 0 takes a free one. */
  port: number
  /** Without it every caller passes for the gateway. */
  security?: ListenSecurity
  /** What gRPC health checks of "readiness" are told; calls are served either way. Default: ready until it drains. */
  isReady?: () => Promise<boolean>
}

export interface RpcHostOptions {
  log: Logger
  limits?: Partial<RpcLimits>
  /** Default on. Off: it serves what any gRPC server does, as RPC_EXCHANGE=off asks for. */
  exchange?: boolean
}

/** What one process serves to its own parts and, when it listens, to others. */
export interface RpcHost {
  readonly expose: Expose
  /** Serves what is exposed so far over TCP; rejects with the system's error (code EADDRINUSE, ...). */
  listen(options: ListenOptions): Promise<{ address: string; port: number }>
  /** Sends callers elsewhere and resolves when what is running has been answered. */
  drain(): Promise<void>
  /** Ends all connections; what still runs is aborted and its callers are told. */
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
      // Not loaded where nobody listens: it brings a protobuf parser of its own.
      const { serveHealth } = await import('./health.ts')
      health = serveHealth(listening, isReady)
      const bound = await bind(listening, host, port, security)
      shutDownServer = () => shutDown(listening, hostPort(host, bound))
      return { address: host, port: bound }
    },

    async drain() {
      const gone = Promise.all([health?.drain(), exchange?.drain()])
      await methods.close()
      // Callers of ours go when they have their answers; who stays may be stalled, or watch for reasons of its own.
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
  // Answers that nobody reads keep their stream open: this bounds them for a caller without an exchange.
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
// Answers on the way get a moment to leave; who still holds a stream open then is cut off.
const shutDownMs = 500

function shutDown(server: Server, address: string): Promise<void> {
  // NOTE: drain() cuts the stragglers off; forceShutdown() forgets them where channelz is off.
  server.drain(address, shutDownMs)
  return new Promise((resolve) => server.tryShutdown(() => resolve()))
}

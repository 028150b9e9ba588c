import { type ChannelCredentials, Client, type Metadata, status } from '@grpc/grpc-js'
import { ExchangeStream } from './exchange-client.ts'
import { type ConnectionEvents, watchHealth } from './health-client.ts'
import type { RpcLimits } from './limits.ts'
import { unaryCall } from './unary-client.ts'
import type { Cancel, OnReply, WireCall } from './wire.ts'

export interface ConnectionOptions {
  /** "ipv4:127.0.0.1:50051" */
  target: string
  /** The name that the certificate of the peer must carry; absent when it must carry the address. */
  serverName: string | undefined
  /** For a new connection. */
  credentials: () => ChannelCredentials
  metadata: Metadata
  exchange: boolean
  limits: RpcLimits
}

export interface Connection {
  start(call: WireCall, onReply: OnReply): Cancel
  /** Lets the calls in flight finish, then closes. */
  retire(): void
}

/** One connection to one address, from the attempt to connect to its end; a lost connection is not used again. */
export function openConnection(options: ConnectionOptions, events: ConnectionEvents): Connection {
  const { target, credentials, metadata, limits } = options
  const client = new Client(target, credentials(), channelOptions(options))
  let inFlight = 0
  let isRetired = false
  let isOver = false
  const closeWhenIdle = () => {
    if (!isRetired || inFlight > 0 || isOver) return
    isOver = true
    clearTimeout(timer)
    exchange?.end()
    endWatch?.()
    client.close()
  }
  const control: ConnectionEvents = {
    onReady: () => {
      clearTimeout(timer)
      if (!isRetired) events.onReady()
    },
    onAway: () => !isRetired && events.onAway(),
    onClosed: (why, code) => !isRetired && events.onClosed(why, code),
  }
  const timer = setTimeout(() => control.onClosed('no answer while connecting', 0), limits.connectTimeoutMs)
  let exchange: ExchangeStream | undefined
  let endWatch: (() => void) | undefined
  const watch = () => {
    endWatch = watchHealth(client, control)
  }
  const withoutExchange = (why: string, code: number) => {
    exchange = undefined
    if (code === status.UNIMPLEMENTED && !isOver) watch()
    else control.onClosed(why, code)
  }
  if (options.exchange) {
    exchange = new ExchangeStream({ client, metadata, limits, events: { ...control, onClosed: withoutExchange } })
  } else watch()

  const send = (call: WireCall, onReply: OnReply): Cancel => {
    const isSmall = call.payload.length + call.context.length <= limits.exchangePayloadBytesMax
    if (exchange !== undefined && isSmall) return exchange.start(call, onReply)
    return unaryCall({ client, metadata, onAway: control.onAway }, call, onReply)
  }

  return {
    start(call, onReply) {
      inFlight++
      const leave = once(() => {
        inFlight--
        closeWhenIdle()
      })
      const cancel = send(call, (reply) => {
        onReply(reply)
        leave()
      })
      return () => {
        cancel()
        leave()
      }
    },
    retire() {
      isRetired = true
      closeWhenIdle()
    },
  }
}

function once(run: () => void): () => void {
  let hasRun = false
  return () => {
    if (hasRun) return
    hasRun = true
    run()
  }
}

const channelOptions = ({ serverName, limits }: ConnectionOptions) => ({
  ...(serverName === undefined
    ? {}
    : { 'grpc.ssl_target_name_override': serverName, 'grpc.default_authority': serverName }),
  'grpc.max_receive_message_length': limits.messageBytesMax + limits.batchBytesMax,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': limits.keepaliveMs.time,
  'grpc.keepalive_timeout_ms': limits.keepaliveMs.timeout,
  'grpc.keepalive_permit_without_calls': 1,
  // NetworkPeer spaces the attempts: a new connection must not inherit the back-off of another.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_retries': 0,
  'grpc.enable_channelz': 0,
  'grpc.service_config_disable_resolution': 1,
})

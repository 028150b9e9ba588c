import { type ListenSecurity, type RpcHost, type RpcHostOptions, rpcDialer, rpcHost } from '../../src/rpc/index.ts'
import { silent } from './line.ts'
import { probeHandlers } from './probe-handlers.ts'
import { probeService } from './probe-service.ts'

export interface LocalHost {
  host: RpcHost
  /** "127.0.0.1:54321" */
  address: string
  close(): Promise<void>
}

/** A host that serves the probe over TCP from this process. */
export async function localHost(
  options: Partial<RpcHostOptions> & {
    security?: ListenSecurity
    port?: number
    isReady?: () => Promise<boolean>
  } = {},
): Promise<LocalHost> {
  const { security, port: wanted = 0, isReady } = options
  const host = rpcHost({ log: silent, ...options })
  host.expose(probeService, probeHandlers())
  const { port } = await host.listen({
    host: '127.0.0.1',
    port: wanted,
    ...(security === undefined ? {} : { security }),
    ...(isReady === undefined ? {} : { isReady }),
  })
  return { host, address: `127.0.0.1:${port}`, close: () => host.close() }
}

/** One dialer for one address; `run` gets its client. */
export async function dialing<T>(
  address: string,
  options: Partial<Parameters<typeof rpcDialer>[0]>,
  run: (dialed: { client: ReturnType<typeof dialProbe>; ready: () => Promise<void> }) => Promise<T>,
): Promise<T> {
  const host = rpcHost({ log: silent })
  const dialer = rpcDialer({ host, addresses: { identity: address }, exchange: true, log: silent, ...options })
  try {
    return await run({ client: dialProbe(dialer), ready: () => dialer.ready('identity') })
  } finally {
    dialer.close()
  }
}

const dialProbe = (dialer: ReturnType<typeof rpcDialer>) => dialer.dial('identity', probeService)

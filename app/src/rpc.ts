import type { Logger } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import { type RpcDialer, type RpcHost, type RpcSecurity, rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { AppConfig } from './config/app-config.ts'
import { peerAddress } from './config/requirements.ts'
import { partNames } from './parts.ts'

export interface ProcessRpc {
  host: RpcHost
  dialer: RpcDialer
  /** What parts in other processes must show; undefined only where nobody outside is spoken to. */
  security: RpcSecurity | undefined
}

/** How calls travel from and to this process: what runs here is called without a socket, the rest at its address. */
export function openRpc(config: AppConfig, here: readonly PartName[], log: Logger): ProcessRpc {
  const exchange = config.rpcExchange === 'on'
  const host = rpcHost({ log, exchange })
  const security = rpcSecurity(config)
  const addresses: Partial<Record<PartName, string>> = {}
  for (const part of partNames) {
    const address = here.includes(part) ? `inprocess:${part}` : peerAddress(config, part)
    if (address !== undefined) addresses[part] = address
  }
  const dialer = rpcDialer({
    host,
    addresses,
    exchange,
    log,
    ...(security === undefined ? {} : { security }),
  })
  return { host, dialer, security }
}

function rpcSecurity(config: AppConfig): RpcSecurity | undefined {
  const { rpcToken, rpcTlsCa: ca, rpcTlsCert: cert, rpcTlsKey: key } = config
  if (ca !== undefined && cert !== undefined && key !== undefined) return { kind: 'tls', ca, cert, key }
  return rpcToken === undefined ? undefined : { kind: 'token', token: rpcToken }
}

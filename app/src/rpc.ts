import type { Logger } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import {
  type DialSecurity,
  type ListenSecurity,
  type RpcDialer,
  type RpcHost,
  rpcDialer,
  rpcHost,
} from '@plinth/kit/rpc'
import type { AppConfig } from './config/app-config.ts'
import type { RenewedCertificates } from './config/renewed-certificates.ts'
import { isDatabasePart, peerAddress } from './config/requirements.ts'
import { shownTokens, type TlsFiles, takenTokens } from './config/rpc-credentials.ts'
import { partNames } from './parts.ts'

export interface ProcessRpc {
  host: RpcHost
  dialer: RpcDialer
  /** Credentials required of callers in other processes; undefined if no other process may call. */
  security: ListenSecurity | undefined
}

/** Connects this process with the other parts: parts in the same process without a socket, the others at their address. */
export function openRpc(
  config: AppConfig,
  {
    here,
    tls,
    log,
  }: { here: readonly PartName[]; tls: TlsFiles | RenewedCertificates['security'] | undefined; log: Logger },
): ProcessRpc {
  const exchange = config.rpcExchange === 'on'
  const host = rpcHost({ log, exchange })
  const addresses: Partial<Record<PartName, string>> = {}
  for (const part of partNames) {
    const address = here.includes(part) ? `inprocess:${part}` : peerAddress(config, part)
    if (address !== undefined) addresses[part] = address
  }
  const shown: DialSecurity = tls ?? { kind: 'token', tokens: shownTokens(config) }
  const dialer = rpcDialer({ host, addresses, exchange, log, security: shown })
  return { host, dialer, security: tls ? { ...tls, gatewayNames: config.rpcTlsGatewayNames } : takenBy(config, here) }
}

function takenBy(config: AppConfig, here: readonly PartName[]): ListenSecurity | undefined {
  const tokens = here.filter(isDatabasePart).flatMap((part) => takenTokens(config, part))
  return tokens.length === 0
    ? undefined
    : { kind: 'token', accepts: tokens.map((token) => ({ caller: 'gateway', token })) }
}

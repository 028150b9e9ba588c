import type { PartName } from '@plinth/kit/part'
import { type DatabasePart, databaseParts, type Target } from '../parts.ts'
import type { RpcConfig } from './rpc-settings.ts'

export interface TlsFiles {
  kind: 'tls'
  ca: string
  cert: string
  key: string
}

/** Returns the files of mutual TLS if all three settings are present. */
export function tlsOf({ rpcTlsCa: ca, rpcTlsCert: cert, rpcTlsKey: key }: RpcConfig): TlsFiles | undefined {
  return ca !== undefined && cert !== undefined && key !== undefined ? { kind: 'tls', ca, cert, key } : undefined
}

/** Returns the token that the gateway sends to each service. */
export function shownTokens(config: RpcConfig): Partial<Record<DatabasePart, string>> {
  const shown = databaseParts.map((part) => [part, ownTokens(config, part)?.[0] ?? config.rpcToken])
  return Object.fromEntries(shown.filter(([, token]) => token !== undefined))
}

/** Returns the tokens that a service accepts. RPC_TOKEN is accepted beside its own tokens, because gateways change after it. */
export const takenTokens = (config: RpcConfig, part: DatabasePart): string[] => [
  ...(ownTokens(config, part) ?? []),
  ...(config.rpcToken === undefined ? [] : [config.rpcToken]),
]

export const tokenVariable = (part: PartName): string => `RPC_${part.toUpperCase()}_TOKEN`

/** Returns one sentence for each setting that works but should be changed. */
export function rpcWarnings(config: RpcConfig, target: Target): string[] {
  if (target === 'all' || tlsOf(config) !== undefined) return []
  if (config.rpcToken !== undefined)
    return [
      'RPC_TOKEN is one secret for all parts, so every service could call the others as the gateway; set RPC_IDENTITY_TOKEN, RPC_TENANCY_TOKEN and RPC_WEBHOOKS_TOKEN, then unset it',
    ]
  if (target !== 'gateway') {
    const others = databaseParts.filter((part) => part !== target && ownTokens(config, part) !== undefined)
    return others.map(
      (part) => `${tokenVariable(part)} is known to ${target}, which could call ${part} with it; unset it here`,
    )
  }
  const shown = Object.entries(shownTokens(config))
  const isShared = new Set(shown.map(([, token]) => token)).size < shown.length
  return isShared
    ? [
        'two of RPC_IDENTITY_TOKEN, RPC_TENANCY_TOKEN and RPC_WEBHOOKS_TOKEN have the same value: a service could call another with its own; give each its own',
      ]
    : []
}

const ownTokens = (config: RpcConfig, part: DatabasePart): readonly string[] | undefined =>
  ({
    identity: config.rpcIdentityTokens,
    tenancy: config.rpcTenancyTokens,
    webhooks: config.rpcWebhooksTokens,
  })[part]

import { type ConfigSchema, choice, integer, list, optionalText, type Setting, secret, text } from '@plinth/kit/config'
import { z } from 'zod'

export interface RpcConfig {
  rpcHost: string
  rpcPort: number
  rpcIdentityUrl: string | undefined
  rpcTenancyUrl: string | undefined
  rpcWebhooksUrl: string | undefined
  rpcIdentityTokens: readonly string[] | undefined
  rpcTenancyTokens: readonly string[] | undefined
  rpcWebhooksTokens: readonly string[] | undefined
  rpcToken: string | undefined
  rpcTlsCa: string | undefined
  rpcTlsCert: string | undefined
  rpcTlsKey: string | undefined
  rpcTlsGatewayNames: readonly string[]
  rpcExchange: 'on' | 'off'
}

const address = (name: string) =>
  optionalText(`RPC_${name.toUpperCase()}_URL`, {
    doc: `Where the gateway finds ${name}: dns:///host:port (all addresses of the name, in turn), or ipv4:address:port,….`,
  })

const tokenLengthMin = 16
const token = z.string().min(tokenLengthMin, `must have at least ${tokenLengthMin} characters`)

const tokens = (name: string): Setting<readonly string[] | undefined> => ({
  ...secret(`RPC_${name.toUpperCase()}_TOKEN`, {
    doc: `The secret that the gateway shows to ${name}, told to these two alone, where they do not use TLS; several, comma-separated, for a rotation: the gateway shows the first, ${name} takes all.`,
  }),
  schema: z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .pipe(z.array(token))
    .optional(),
})

const pem = z
  .string()
  .startsWith('-----BEGIN ', 'must be PEM text (a path belongs in the variable with _FILE behind it)')

function pemText(variable: string, doc: string): Setting<string | undefined> {
  return { ...secret(variable, { doc }), schema: pem.optional() }
}

export const rpcSettings: ConfigSchema<RpcConfig> = {
  rpcHost: text('RPC_HOST', {
    doc: 'The address a part alone listens on for calls of other parts.',
    default: '127.0.0.1',
  }),
  rpcPort: integer('RPC_PORT', {
    doc: 'The port a part alone listens on for calls of other parts.',
    unit: 'port',
    min: 0,
    max: 65_535,
    default: 50_051,
  }),
  rpcIdentityUrl: address('identity'),
  rpcTenancyUrl: address('tenancy'),
  rpcWebhooksUrl: address('webhooks'),
  rpcIdentityTokens: tokens('identity'),
  rpcTenancyTokens: tokens('tenancy'),
  rpcWebhooksTokens: tokens('webhooks'),
  rpcToken: {
    ...secret('RPC_TOKEN', {
      doc: 'One secret in the place of RPC_IDENTITY_TOKEN, RPC_TENANCY_TOKEN and RPC_WEBHOOKS_TOKEN where these are unset: every service then could call the others, so it is for the change to tokens of their own alone.',
    }),
    schema: token.optional(),
  },
  rpcTlsCa: pemText('RPC_TLS_CA', 'Mutual TLS between parts: the certificate authority both sides trust, as PEM.'),
  rpcTlsCert: pemText(
    'RPC_TLS_CERT',
    "Mutual TLS between parts: this process's certificate, as PEM; a service's carries the name that the gateway dials, the gateway's RPC_TLS_GATEWAY_NAME.",
  ),
  rpcTlsKey: pemText('RPC_TLS_KEY', "Mutual TLS between parts: this process's private key, as PEM."),
  rpcTlsGatewayNames: list('RPC_TLS_GATEWAY_NAME', {
    doc: 'The DNS name in the certificate of the gateway, by which services know it; several, comma-separated, while it changes.',
    part: z.string(),
    default: ['gateway'],
  }),
  rpcExchange: choice('RPC_EXCHANGE', {
    doc: 'off makes every call between parts a plain unary gRPC call.',
    words: ['on', 'off'],
    default: 'on',
  }),
}

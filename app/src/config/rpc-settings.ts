import { type ConfigOf, choice, integer, list, optionalText, type Setting, secret, text } from '@plinth/kit/config'
import { z } from 'zod'

export type RpcConfig = ConfigOf<typeof rpcSettings>

const address = (name: string) =>
  optionalText(`RPC_${name.toUpperCase()}_URL`, {
    doc: `Address of ${name} for the gateway: dns:///host:port (all addresses of the name, in turn), or ipv4:address:port,….`,
  })

const tokenLengthMin = 16
const token = z.string().min(tokenLengthMin, `must have at least ${tokenLengthMin} characters`)

const tokens = (name: string): Setting<readonly string[] | undefined> => ({
  ...secret(`RPC_${name.toUpperCase()}_TOKEN`, {
    doc: `Secret that the gateway sends to ${name} when they do not use TLS; set it only for these two. Several, comma-separated, for a rotation: the gateway sends the first, ${name} accepts all.`,
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

export const rpcSettings = {
  rpcHost: text('RPC_HOST', {
    doc: 'Address on which a part that runs alone listens for calls of other parts.',
    default: '127.0.0.1',
  }),
  rpcPort: integer('RPC_PORT', {
    doc: 'Port on which a part that runs alone listens for calls of other parts.',
    unit: '',
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
      doc: 'One secret instead of RPC_IDENTITY_TOKEN, RPC_TENANCY_TOKEN and RPC_WEBHOOKS_TOKEN, where these are unset. Each service could then call the others, so use it only while you change to separate tokens.',
    }),
    schema: token.optional(),
  },
  rpcTlsCa: pemText('RPC_TLS_CA', 'Mutual TLS between parts: certificate authority that both sides trust, as PEM.'),
  rpcTlsCert: pemText(
    'RPC_TLS_CERT',
    'Mutual TLS between parts: certificate of this process, as PEM. The certificate of a service has the name that the gateway dials; that of the gateway has RPC_TLS_GATEWAY_NAME.',
  ),
  rpcTlsKey: pemText('RPC_TLS_KEY', 'Mutual TLS between parts: private key of this process, as PEM.'),
  rpcTlsGatewayNames: list('RPC_TLS_GATEWAY_NAME', {
    doc: 'DNS name in the certificate of the gateway, by which services identify it; several, comma-separated, while it changes.',
    part: z.string(),
    default: ['gateway'],
  }),
  rpcExchange: choice('RPC_EXCHANGE', {
    doc: 'Multiplexes calls between parts over one stream; `off` makes every call a plain unary gRPC call.',
    words: ['on', 'off'],
    default: 'on',
  }),
}

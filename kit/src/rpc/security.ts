import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto'
import {
  ChannelCredentials,
  experimental,
  Metadata,
  ServerCredentials,
  type ServerUnaryCall,
  status,
} from '@grpc/grpc-js'
import type { PartName } from '../part.ts'
import type { Caller } from './callers.ts'

/** PEM texts; both ends show a certificate of ca. */
export interface Pems {
  ca: string
  cert: string
  key: string
}

interface Tls extends Pems {
  kind: 'tls'
  /** Calls the listener with those that new connections use from now on. Absent: they stay what they are. */
  onRenewal?: (listener: (pems: Pems) => void) => void
}

/** The credentials of a caller. Each callee has a token of its own, as it could show a token that it gets to another part. */
export type DialSecurity = { kind: 'token'; tokens: Readonly<Partial<Record<PartName, string>>> } | Tls

/** How a host identifies its callers: by token, or by the DNS names in their certificate. */
export type ListenSecurity =
  | { kind: 'token'; accepts: readonly { caller: PartName; token: string }[] }
  | (Tls & {
      /** Names of the gateway in certificates. Default "gateway"; the other parts have their own name. */
      gatewayNames?: readonly string[]
    })

export function serverCredentials(security: ListenSecurity | undefined): ServerCredentials {
  if (security?.kind !== 'tls') return ServerCredentials.createInsecure()
  const provider = certificateProvider(security)
  return experimental.createCertificateProviderServerCredentials(provider, provider, true)
}

/** Tells listeners the certificates: once after they were added, as grpc-js expects it, and whenever they are renewed. */
function certificateProvider(security: Tls): experimental.CertificateProvider {
  let pems: Pems = security
  const authority = () => ({ caCertificate: Buffer.from(pems.ca) })
  const identity = () => ({ certificate: Buffer.from(pems.cert), privateKey: Buffer.from(pems.key) })
  const ofAuthority = new Set<experimental.CaCertificateUpdateListener>()
  const ofIdentity = new Set<experimental.IdentityCertificateUpdateListener>()
  security.onRenewal?.((renewed) => {
    pems = renewed
    for (const listener of ofAuthority) listener(authority())
    for (const listener of ofIdentity) listener(identity())
  })
  return {
    addCaCertificateListener(listener) {
      ofAuthority.add(listener)
      process.nextTick(() => listener(authority()))
    },
    removeCaCertificateListener: (listener) => void ofAuthority.delete(listener),
    addIdentityCertificateListener(listener) {
      ofIdentity.add(listener)
      process.nextTick(() => listener(identity()))
    },
    removeIdentityCertificateListener: (listener) => void ofIdentity.delete(listener),
  }
}

/** Returns a function that returns the credentials for a new connection. */
export function channelCredentials(security: DialSecurity | undefined): () => ChannelCredentials {
  if (security?.kind !== 'tls') return () => ChannelCredentials.createInsecure()
  const credentialsOf = ({ ca, cert, key }: Pems) =>
    ChannelCredentials.createSsl(Buffer.from(ca), Buffer.from(key), Buffer.from(cert))
  let credentials = credentialsOf(security)
  security.onRenewal?.((renewed) => {
    credentials = credentialsOf(renewed)
  })
  return () => credentials
}

/** Metadata that shows the part its token, for a call or a stream. */
export function callerMetadata(security: DialSecurity | undefined, part: PartName): Metadata {
  const metadata = new Metadata()
  const token = security?.kind === 'token' ? security.tokens[part] : undefined
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`)
  return metadata
}

/** The fields of a call that are known before its message. */
export type IncomingCall = Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'getAuthContext'>

export interface Gatekeeper {
  /** The caller; undefined for an unknown one. */
  identify(call: IncomingCall): Caller | undefined
  /** The error for an unknown caller. */
  readonly refusal: { code: status; details: string }
}

/** Without security every caller counts as the gateway: for hosts of tests and benchmarks. */
export function gatekeeper(security: ListenSecurity | undefined): Gatekeeper {
  if (security === undefined) return { identify: () => 'gateway', refusal: wrongToken }
  return security.kind === 'token' ? byToken(security.accepts) : byCertificate(security.gatewayNames ?? ['gateway'])
}

const wrongToken = { code: status.UNAUTHENTICATED, details: 'the RPC token is missing or wrong' }

function byToken(accepts: readonly { caller: PartName; token: string }[]): Gatekeeper {
  // Digests have one length, so every comparison takes the same time.
  const expected = accepts.map(({ caller, token }) => ({ caller, digest: digest(`Bearer ${token}`) }))
  return {
    identify({ metadata }) {
      const shown = digest(String(metadata.get('authorization')[0] ?? ''))
      return expected.filter((one) => timingSafeEqual(one.digest, shown))[0]?.caller
    },
    refusal: wrongToken,
  }
}

function byCertificate(gatewayNames: readonly string[]): Gatekeeper {
  const names: readonly [PartName, readonly string[]][] = [
    ['gateway', gatewayNames],
    ['identity', ['identity']],
    ['tenancy', ['tenancy']],
    ['webhooks', ['webhooks']],
  ]
  return {
    identify(call) {
      const { raw } = call.getAuthContext().sslPeerCertificate ?? {}
      if (raw === undefined) return undefined
      const certificate = new X509Certificate(raw)
      const carries = (name: string) => certificate.checkHost(name, exactly) !== undefined
      return names.find(([, known]) => known.some(carries))?.[0]
    },
    refusal: {
      code: status.PERMISSION_DENIED,
      details: `the caller's certificate carries no DNS name of a part, such as ${gatewayNames[0]}`,
    },
  }
}

const exactly = { subject: 'never', wildcards: false } as const

const digest = (text: string) => createHash('sha256').update(text).digest()

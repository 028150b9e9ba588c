import { createHash, timingSafeEqual } from 'node:crypto'
import { ChannelCredentials, Metadata, ServerCredentials } from '@grpc/grpc-js'

/** How parts know each other over TCP. With tls, ca, cert and key are PEM texts; both ends show a certificate of ca. */
export type RpcSecurity = { kind: 'token'; token: string } | { kind: 'tls'; ca: string; cert: string; key: string }

export function serverCredentials(security: RpcSecurity | undefined): ServerCredentials {
  if (security?.kind !== 'tls') return ServerCredentials.createInsecure()
  const { ca, cert, key } = security
  const pair = { cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }
  return ServerCredentials.createSsl(Buffer.from(ca), [pair], true)
}

export function channelCredentials(security: RpcSecurity | undefined): ChannelCredentials {
  if (security?.kind !== 'tls') return ChannelCredentials.createInsecure()
  const { ca, cert, key } = security
  return ChannelCredentials.createSsl(Buffer.from(ca), Buffer.from(key), Buffer.from(cert))
}

/** Metadata that shows the token, for a call or a stream. */
export function callerMetadata(security: RpcSecurity | undefined): Metadata {
  const metadata = new Metadata()
  if (security?.kind === 'token') metadata.set('authorization', `Bearer ${security.token}`)
  return metadata
}

/** Does this metadata show the token? Always, where none is asked for. */
export function gatekeeper(security: RpcSecurity | undefined): (metadata: Metadata) => boolean {
  if (security?.kind !== 'token') return () => true
  // Digests have one length, so that comparing them takes one time, whatever was sent.
  const expected = digest(`Bearer ${security.token}`)
  return (metadata) => timingSafeEqual(digest(String(metadata.get('authorization')[0] ?? '')), expected)
}

const digest = (text: string) => createHash('sha256').update(text).digest()

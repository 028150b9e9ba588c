import { gauge } from '@plinth/kit/metrics'
import { certificateEnds } from '../config/certificates.ts'
import type { TlsFiles } from '../config/rpc-credentials.ts'

/** Exposes when the certificates end that this process has for calls between parts. Call it once. */
export function showCertificates(tls: TlsFiles): () => void {
  return gauge({
    name: 'plinth_certificate_end_timestamp_seconds',
    help: 'When a certificate for calls between parts ends: that of the process (RPC_TLS_CERT), or the last authority (RPC_TLS_CA).',
    labels: ['variable'],
  }).read(() =>
    certificateEnds(tls).map(({ variable, endsAt }) => ({ value: endsAt.getTime() / 1_000, labels: [variable] })),
  )
}

import { gauge } from '@plinth/kit/metrics'
import { certificateLives, type Life } from '../config/certificates.ts'
import type { TlsFiles } from '../config/rpc-credentials.ts'

/** Exposes the lives of the certificates that this process has for calls between parts. Call it once. */
export function showCertificates(current: () => TlsFiles): () => void {
  const of = 'that of the process (RPC_TLS_CERT), or the last authority (RPC_TLS_CA).'
  const shown = (life: (one: Life) => Date) => () =>
    certificateLives(current()).map((one) => ({ value: life(one).getTime() / 1_000, labels: [one.variable] as const }))
  const hideEnds = gauge({
    name: 'plinth_certificate_end_timestamp_seconds',
    help: `When a certificate for calls between parts ends: ${of}`,
    labels: ['variable'],
  }).read(shown(({ endsAt }) => endsAt))
  const hideBegins = gauge({
    name: 'plinth_certificate_start_timestamp_seconds',
    help: `When a certificate for calls between parts began: ${of}`,
    labels: ['variable'],
  }).read(shown(({ beginsAt }) => beginsAt))
  return () => {
    hideEnds()
    hideBegins()
  }
}

import type { V1Secret } from '@kubernetes/client-node'
import { certificateAuthority } from '../../../kit/test/rpc/certificates.ts'
import type { Manifest } from '../k8s/manifest.ts'

/** The Secrets that an installation brings for the component rpc-tls: one for each part. */
export function rpcCertificates(): (Manifest & V1Secret)[] {
  const authority = certificateAuthority()
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return ['gateway', 'identity', 'tenancy', 'webhooks'].map((part) => {
    // As the component rpc-tls-cert-manager asks for them.
    const { ca, cert, key } =
      part === 'gateway' ? authority.issue([part], 'client') : authority.issue([`${part}-headless`], 'server')
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `plinth-rpc-tls-${part}` },
      data: { 'ca.crt': base64(ca), 'tls.crt': base64(cert), 'tls.key': base64(key) },
    }
  })
}

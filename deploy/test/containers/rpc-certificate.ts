import type { V1Secret } from '@kubernetes/client-node'
import { certificateAuthority } from '../../../kit/test/rpc/certificates.ts'
import type { Manifest } from '../k8s/manifest.ts'

/** The Secret that an installation brings for the component rpc-tls. */
export function rpcCertificate(): Manifest & V1Secret {
  const { ca, cert, key } = certificateAuthority().issue(['identity-headless', 'tenancy-headless', 'webhooks-headless'])
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'plinth-rpc-tls' },
    data: { 'ca.crt': base64(ca), 'tls.crt': base64(cert), 'tls.key': base64(key) },
  }
}

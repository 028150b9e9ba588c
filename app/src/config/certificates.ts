import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { TlsFiles } from './rpc-credentials.ts'

const dayMs = 86_400_000
const soonMs = 14 * dayMs

/** Returns a sentence for each of the three PEM texts that cannot be used, or that does not fit the others. */
export function certificateMistakes({ ca, cert, key }: TlsFiles): string[] {
  const certificate = readable(() => new X509Certificate(cert))
  const privateKey = readable(() => createPrivateKey(key))
  const mistakes: string[] = []
  if (readable(() => certificatesIn(ca)) === undefined) mistakes.push('RPC_TLS_CA must hold certificates as PEM text')
  if (certificate === undefined) mistakes.push('RPC_TLS_CERT must be a certificate as PEM text')
  if (privateKey === undefined) mistakes.push('RPC_TLS_KEY must be a private key as PEM text, without a password')
  if (certificate !== undefined && privateKey !== undefined && !certificate.checkPrivateKey(privateKey))
    mistakes.push('RPC_TLS_KEY is not the key of the certificate in RPC_TLS_CERT; set the two that were made together')
  return mistakes
}

/** When the certificate of this process ends, and the last of the authorities: a bundle may keep one that has ended. */
export function certificateEnds({ ca, cert }: TlsFiles): { variable: string; endsAt: Date }[] {
  const ends = certificatesIn(ca).map(({ validToDate }) => validToDate.getTime())
  return [
    { variable: 'RPC_TLS_CERT', endsAt: new X509Certificate(cert).validToDate },
    { variable: 'RPC_TLS_CA', endsAt: new Date(Math.max(...ends)) },
  ]
}

/** Returns a sentence for each certificate that has ended or ends within 14 days. */
export function endingCertificates(tls: TlsFiles, now: Date): { hasEnded: boolean; sentence: string }[] {
  return certificateEnds(tls).flatMap(({ variable, endsAt }) => {
    const leftMs = endsAt.getTime() - now.getTime()
    if (leftMs > soonMs) return []
    const hasEnded = leftMs <= 0
    const at = endsAt.toISOString()
    const sentence = hasEnded
      ? `the certificate in ${variable} ended at ${at}: other parts refuse the connections; replace it and restart this process`
      : `the certificate in ${variable} ends at ${at}: replace it and restart this process before then`
    return [{ hasEnded, sentence }]
  })
}

function certificatesIn(pem: string): X509Certificate[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (texts.length === 0) throw new Error('the text holds no certificate')
  return texts.map((text) => new X509Certificate(text))
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

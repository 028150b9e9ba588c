import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { TlsFiles } from './rpc-credentials.ts'

const dayMs = 86_400_000
const soonMs = 14 * dayMs
const soonShare = 0.3

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

export interface Life {
  variable: string
  beginsAt: Date
  endsAt: Date
}

/** The life of the certificate of this process, and that of the last of the authorities: a bundle may keep one that has ended. */
export function certificateLives({ ca, cert }: TlsFiles): Life[] {
  const byEnd = (a: X509Certificate, b: X509Certificate) => a.validToDate.getTime() - b.validToDate.getTime()
  const lifeOf = (variable: string, { validFromDate, validToDate }: X509Certificate): Life => ({
    ...{ variable, beginsAt: validFromDate, endsAt: validToDate },
  })
  const last = certificatesIn(ca).toSorted(byEnd).at(-1)
  return [
    lifeOf('RPC_TLS_CERT', new X509Certificate(cert)),
    ...(last === undefined ? [] : [lifeOf('RPC_TLS_CA', last)]),
  ]
}

/** Returns a sentence for each certificate that has ended, or ends within 14 days and 30 % of its life: one of an hour is renewed each hour. */
export function endingCertificates(tls: TlsFiles, now: Date): { hasEnded: boolean; sentence: string }[] {
  return certificateLives(tls).flatMap(({ variable, beginsAt, endsAt }) => {
    const leftMs = endsAt.getTime() - now.getTime()
    if (leftMs > Math.min(soonMs, soonShare * (endsAt.getTime() - beginsAt.getTime()))) return []
    const hasEnded = leftMs <= 0
    const at = endsAt.toISOString()
    const sentence = hasEnded
      ? `the certificate in ${variable} ended at ${at}: other parts refuse the connections; replace it`
      : `the certificate in ${variable} ends at ${at}: replace it before then`
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

import type { Bytes, Scheme } from './key-variants.ts'

/** The HMAC-SHA256 of the bytes. WebCrypto computes it here: no key leaves the browser. */
export async function hmac(key: Bytes, signed: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, signed))
}

/** As the header of the scheme has it. */
export function signatureText(scheme: Scheme, mac: Bytes): string {
  return scheme === 'standard' ? `v1,${btoa(String.fromCharCode(...mac))}` : `sha256=${hexOf(mac)}`
}

/** The 32 bytes that a signature stands for, in hex: with or without its prefix, in hex, base64 or base64url. */
export function macOf(signature: string): string | undefined {
  const text = signature.trim().replace(/^(?:v1,|sha256=)/, '')
  if (/^[\da-f]{64}$/i.test(text)) return text.toLowerCase()
  if (!/^[\w+/-]{43}=?$/.test(text)) return undefined
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/').replace('=', ''))
  return hexOf(Uint8Array.from(decoded, (char) => char.charCodeAt(0)))
}

export const hexOf = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

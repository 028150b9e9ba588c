// Texts are those that the owner of a receiver can act on; the code is for a search. None holds an address.

const unknownAuthority = 'The certificate is of an authority that is not known here'
const certificateSentences: Record<string, string> = {
  CERT_HAS_EXPIRED: 'The certificate has expired',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is not for the host of the URL',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is signed by itself, not by a known authority',
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The endpoint does not send its intermediate certificates, or its authority is not known here',
  UNSPECIFIED: 'The certificate is not valid, as with a key that is too short',
}

const refused = 'The endpoint refused the TLS handshake: it asks for a client certificate, or shares no cipher'
const tooOld = 'The endpoint does not offer TLS 1.2 or 1.3'
const handshakeSentences: Record<string, string> = {
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'The endpoint asks for a client certificate, which webhooks do not have',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': refused,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tooOld,
  ERR_SSL_UNSUPPORTED_PROTOCOL: tooOld,
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'The endpoint has no certificate for the host of the URL',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The endpoint did not answer in TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The endpoint did not answer in TLS',
  ECONNRESET: 'The connection was closed during the TLS handshake',
}

/** The public sentence for a code of Node.js or OpenSSL; `''` is no code. */
export function tlsSentence(code: string): string {
  const isCertificateCode = /CERT_|SIGNATURE|ALTNAME|ISSUER/.test(code) && !code.startsWith('ERR_SSL_')
  const unnamed = isCertificateCode ? 'The certificate is not valid' : 'The TLS handshake failed'
  const sentence = certificateSentences[code] ?? handshakeSentences[code] ?? unnamed
  return code === '' ? `${sentence}.` : `${sentence} (${code}).`
}

/** Returns true if the other side, or OpenSSL for it, ended a connection for a reason of TLS. */
export const isOfTls = (code: string): boolean => code.startsWith('ERR_SSL_')

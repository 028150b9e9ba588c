/** Returns true for the reason that Node.js gives when it does not accept the certificate of a server. */
export const isOfCertificate = (reason: string): boolean => /certificate/i.test(reason)

export const certificateRemedy = 'renew the certificate, name its authority in NODE_EXTRA_CA_CERTS, or correct the host'

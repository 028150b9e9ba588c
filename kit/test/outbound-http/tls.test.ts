import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { describe, it } from 'node:test'
import { outboundHttp } from '../../src/outbound-http/index.ts'
import { tlsSentence } from '../../src/outbound-http/tls-sentences.ts'
import { certificate, certificateKey } from './certificate.ts'

async function postTo(server: Server | TcpServer): Promise<[string, string]> {
  const resolve = async () => ['127.0.0.1']
  const http = outboundHttp({ allowHttp: false, allowedCidrs: ['127.0.0.0/8'], resolve, ca: certificate })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo // a TCP server that listens has one
    const { outcome, error } = await http.post({
      url: `https://hooks.example.com:${port}/`,
      headers: {},
      body: Buffer.from('{}'),
      timeoutMs: 120_000,
      connectTimeoutMs: 60_000,
      responseBytesMax: 1_000,
    })
    return [outcome, error]
  } finally {
    await http.close()
    server.close()
  }
}

const receiver = (options: ServerOptions) =>
  createServer({ cert: certificate, key: certificateKey, ...options }, (req, res) =>
    req.resume().on('end', () => res.end()),
  )

const asksForCertificate = { requestCert: true, rejectUnauthorized: true, ca: certificate }

describe('a POST over TLS', () => {
  it('takes TLS 1.2 and TLS 1.3, and a receiver that would like a client certificate', async () => {
    const wishes = { requestCert: true, rejectUnauthorized: false }
    for (const options of [{ maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' }, wishes] as const)
      assert.deepEqual(await postTo(receiver(options)), ['ok', ''])
  })

  it('says that the receiver asks for a client certificate, in TLS 1.3 after the handshake', async () => {
    assert.deepEqual(await postTo(receiver({ ...asksForCertificate, minVersion: 'TLSv1.3' })), [
      'tls',
      'The endpoint asks for a client certificate, which webhooks do not have (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED).',
    ])
    const [outcome, error] = await postTo(receiver({ ...asksForCertificate, maxVersion: 'TLSv1.2' }))
    assert.equal(outcome, 'tls')
    assert.match(error, /^The endpoint refused the TLS handshake: it asks for a client certificate, or /)
  })

  it('says that the receiver speaks only what is too old, or no TLS at all', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    assert.match((await postTo(receiver(old)))[1], /^The endpoint does not offer TLS 1.2 or 1.3 \(ERR_SSL_/)
    const plain = createTcpServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    )
    assert.match((await postTo(plain))[1], /^The endpoint did not answer in TLS \(ERR_SSL_/)
  })

  it('has a sentence for each fault of a certificate', () => {
    const sentences = ['CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_REVOKED', 'ERR_SSL_NEW', ''].map(
      tlsSentence,
    )
    assert.deepEqual(sentences, [
      'The certificate has expired (CERT_HAS_EXPIRED).',
      'The endpoint does not send its intermediate certificates, or its authority is not known here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
      'The certificate is not valid (CERT_REVOKED).',
      'The TLS handshake failed (ERR_SSL_NEW).',
      'The TLS handshake failed.',
    ])
  })
})

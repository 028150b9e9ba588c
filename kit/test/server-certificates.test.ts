import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { createServer } from 'node:tls'
import { jetStreamBus } from '@plinth/kit/bus'
import { redisLimiter } from '@plinth/kit/limiter'
import { openLog } from '@plinth/kit/log'
import { configuredServer } from '@plinth/testkit'
import { certificateAuthority } from './rpc/certificates.ts'

const log = openLog({ level: 'silent', name: 'test' })
const { cert, key } = certificateAuthority().issue(['localhost'])
const remedy = /certificate.*: renew the certificate, name its authority in NODE_EXTRA_CA_CERTS, or correct the host\.$/

it('a start names the certificate of Redis that is not accepted', async () => {
  const server = createServer({ cert, key })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    await assert.rejects(redisLimiter({ url: `rediss://localhost:${port}`, log }), remedy)
  } finally {
    server.close()
  }
})

it('a start names the certificate of NATS that is not accepted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-nats-tls-'))
  const path = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const tls = `tls { cert_file: "${path('cert.pem', cert)}", key_file: "${path('key.pem', key)}" }`
  const server = await configuredServer('nats', { configFile: { flag: '-c', path: path('nats.conf', tls) } })
  try {
    const url = `tls://localhost:${new URL(server.url).port}`
    await assert.rejects(jetStreamBus({ url, name: 'test', log }), remedy)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
})

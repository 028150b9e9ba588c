import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { debianPackages } from '@plinth/testkit'

/** A server on loopback whose certificate nothing vouches for; `served` is told of a request that comes all the same. */
export async function untrustedServer(served: (line: string) => void) {
  const pem = selfSigned()
  const server = createServer({ key: pem, cert: pem }, (request, response) => {
    served(`${request.method} ${request.url}`)
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A key and its certificate of 127.0.0.1, in one text. */
function selfSigned(): string {
  debianPackages(['openssl'])
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout -'
  const certificate = '-x509 -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -out -'
  const { stdout, stderr, status } = spawnSync('openssl', `req ${key} ${certificate}`.split(' '), { encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`)
  return stdout
}

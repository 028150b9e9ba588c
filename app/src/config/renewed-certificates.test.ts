import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { certificateAuthority } from '../../../kit/test/rpc/certificates.ts'
import { followCertificates } from './renewed-certificates.ts'

const folder = mkdtempSync(join(tmpdir(), 'plinth-certificates-'))
after(() => rmSync(folder, { recursive: true }))

const authority = certificateAuthority()
const pathOf = (name: string) => join(folder, name)
const write = (pems: Record<string, string>) => {
  for (const [name, pem] of Object.entries(pems)) writeFileSync(pathOf(name), pem)
}

it('renewed certificates are used once all files of them are there, and those of before until then', async () => {
  const [first, second] = [authority.issue(['identity']), authority.issue(['identity'])]
  write({ ...first })
  const env = { RPC_TLS_CA_FILE: pathOf('ca'), RPC_TLS_CERT_FILE: pathOf('cert'), RPC_TLS_KEY_FILE: pathOf('key') }
  const lines: string[] = []
  const log = openLog({ level: 'info', name: 'test', stream: { write: (line) => void lines.push(line) } })
  const trimmed = ({ ca, cert, key }: typeof first) =>
    ({ kind: 'tls', ca: ca.trim(), cert: cert.trim(), key: key.trim() }) as const
  const followed = followCertificates(trimmed(first), { env, log, everyMs: 5 })
  const told: string[] = []
  followed.security.onRenewal(({ cert }) => void told.push(cert))
  try {
    write({ cert: second.cert })
    await eventually(() => assert.match(lines.join(''), /RPC_TLS_KEY is not the key of the certificate.*stay in use/))
    assert.deepEqual(followed.current(), trimmed(first))
    write({ key: second.key })
    await eventually(() => assert.deepEqual(followed.current(), trimmed(second)))
    assert.deepEqual(told, [second.cert.trim()])
    rmSync(pathOf('cert'))
    await eventually(() => assert.match(lines.join(''), /renewed; new connections use them/))
    assert.deepEqual(followed.current(), trimmed(second))
  } finally {
    await followed.stop()
  }
})

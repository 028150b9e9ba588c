import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(new URL('../../docs/operate/image.md', import.meta.url), 'utf8')

interface Component {
  name: string
  version: string
  purl: string
  hashes?: { alg: string; content: string }[]
}

describe('the SBOM of docs/operate/image.md', () => {
  it('names what ships with its version and hash, and no tool of development', async () => {
    const [, command = ''] = /^(npm sbom .*) > plinth\.cdx\.json$/m.exec(page) ?? []
    const { stdout } = await run('sh', ['-c', command], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    assert.notEqual(stdout, '', command)
    const sbom: { bomFormat: string; components: Component[] } = JSON.parse(stdout)
    assert.equal(sbom.bomFormat, 'CycloneDX')
    const { packages }: { packages: Record<string, { version: string; integrity: string }> } = JSON.parse(
      readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
    )
    for (const name of ['express', '@grpc/grpc-js', 'pg', 'ioredis', '@nats-io/transport-node', 'zod', 'pino']) {
      const { version, integrity } = packages[`node_modules/${name}`] ?? { version: '', integrity: '' }
      const found = sbom.components.find((one) => one.purl === `pkg:npm/${name.replace('@', '%40')}@${version}`)
      const [alg, digest = ''] = integrity.split('-')
      assert.equal(alg, 'sha512')
      assert.deepEqual(
        found?.hashes,
        [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
        name,
      )
    }
    const strangers = sbom.components.filter(({ hashes, purl }) => !hashes && !purl.startsWith('pkg:npm/%40plinth/'))
    assert.deepEqual(strangers, [])
    for (const tool of ['biome', 'typescript', 'turbo', 'knip', 'testcontainers', 'testkit'])
      assert.ok(
        sbom.components.every(({ name }) => name !== tool),
        tool,
      )
  })
})

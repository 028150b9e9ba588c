import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Engine, engine, plinthImage } from '@plinth/testkit/containers'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const imagePage = new URL('../../../docs/operate/image.md', import.meta.url)
const version: string = JSON.parse(readFileSync(new URL('../../../app/package.json', import.meta.url), 'utf8')).version
// Megabytes that Plinth adds to its base; node:24-trixie-slim itself is about 230 MB.
const ownMegabytesMax = 50

describe('the image', () => {
  let docker: Engine
  let image = ''
  before(async () => {
    docker = await engine()
    image = await plinthImage()
  })
  const run = async (Cmd: string[], settings: { Entrypoint?: string[]; Env?: string[] } = {}) => {
    const container = await docker.createContainer({
      Image: image,
      Cmd,
      ...settings,
      HostConfig: { ReadonlyRootfs: true, CapDrop: ['ALL'], NetworkMode: 'none' },
      Tty: true,
    })
    try {
      const stream = await container.attach({ stream: true, stdout: true, stderr: true })
      await container.start()
      const output = (await text(stream)).replaceAll('\r\n', '\n')
      const { StatusCode }: { StatusCode: number } = await container.wait()
      return { code: StatusCode, output }
    } finally {
      await container.remove({ force: true })
    }
  }
  const shell = async (script: string) => (await run(['-c', script], { Entrypoint: ['sh'] })).output.trim()

  it('runs plinth as an unprivileged user, with a read-only root file system', async () => {
    assert.deepEqual(await run(['--version']), { code: 0, output: `${version}\n` })
    assert.equal(await shell('id -u; id -g'), '65532\n65532')
    const refused = await run(['start'], { Env: ['GATEWAY_PUBLIC_URL=http://localhost'] })
    assert.equal(refused.code, 1)
    assert.match(refused.output, /plinth: The embedded database .* set DATABASE_URL/)
  })

  it(`adds at most ${ownMegabytesMax} MB to its base`, async () => {
    const { Size, RootFS } = await docker.getImage(image).inspect()
    const base = await docker.getImage(process.env['BASE_IMAGE'] ?? 'node:24-trixie-slim').inspect()
    assert.deepEqual(RootFS.Layers?.slice(0, base.RootFS.Layers?.length), base.RootFS.Layers)
    const own = (Size - base.Size) / 1e6
    assert.ok(own > 10 && own < ownMegabytesMax, `${own} MB`)
  })

  it('holds the program and what it reads: no sources, no tests, no tools, no packages in it, no embedded server, no npm', async () => {
    const found = await shell(
      `cd /opt/plinth; ls -1d node_modules/* node_modules/@*/* deploy 2>/dev/null; find . -name '*.ts' -o -name '*.tsx' -o -name '*.map' -o -name '.env*' -o -name '*.pem' -o -name '.npmrc'; command -v npm npx; find . -user 65532 -o -perm -o+w ! -type l | head -3`,
    )
    assert.deepEqual(found.split('\n'), [
      'node_modules/@prisma',
      'node_modules/@prisma/schema-engine-wasm',
      'node_modules/grpc-health-check',
    ])
  })

  it('has the versions of the lock file', async () => {
    const { packages }: { packages: Record<string, { version?: string }> } = JSON.parse(
      readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
    )
    // The licences beside the program name each package in it; a licence may be a list, or none that is known.
    const listed = await shell(
      String.raw`cd /opt/plinth && cat app/dist/licences.txt | grep -E '^(@[^ /]+/)?[^ /]+ [0-9]+\.[0-9]+\.[0-9]+[^ ]* \('; for at in node_modules/grpc-health-check node_modules/@prisma/schema-engine-wasm; do node -p "const { name, version } = JSON.parse(fs.readFileSync('$at/package.json')); name + ' ' + version"; done`,
    )
    const inImage = listed.split('\n').map((line) => line.split(' ').slice(0, 2).join('@'))
    assert.ok(inImage.length > 60, listed.slice(0, 2_000))
    const locked = new Set(
      Object.entries(packages).map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
    )
    assert.deepEqual(
      inImage.filter((one) => !locked.has(one)),
      [],
    )
    // The page's own command: what it lists is what an operator knows of the image.
    const [, command = ''] = /^(npm sbom .*) > plinth\.cdx\.json$/m.exec(readFileSync(imagePage, 'utf8')) ?? []
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    const { components }: { components: { purl: string }[] } = JSON.parse(stdout)
    const stated = new Set(components.map(({ purl }) => decodeURIComponent(purl).replace('pkg:npm/', '')))
    assert.deepEqual(
      inImage.filter((one) => !stated.has(one)),
      [],
    )
  })

  it('starts from a compile cache that was filled in it', async () => {
    const log = await shell('NODE_DEBUG_NATIVE=COMPILE_CACHE plinth migrate --wait --timeout=1')
    assert.ok(log.split('\n').filter((line) => /cache.*accepted/.test(line)).length > 20, log.slice(0, 2_000))
    assert.doesNotMatch(log, /permission denied/)
  })

  it('says what it is, how it is asked, and shows no secret in how it was made', async () => {
    const { Config } = await docker.getImage(image).inspect()
    assert.equal(Config.Labels?.['org.opencontainers.image.title'], 'Plinth')
    assert.equal(Config.Labels?.['org.opencontainers.image.version'], version)
    assert.equal(Config.User, '65532:65532')
    assert.deepEqual(Config.Healthcheck?.Test, ['CMD', 'plinth', 'healthcheck'])
    const names = (Config.Env ?? []).map((line) => line.split('=')[0])
    for (const name of names) assert.doesNotMatch(String(name), /KEY|TOKEN|PASSWORD|SECRET|_URL$/)
    const history = JSON.stringify(await docker.getImage(image).history())
    assert.doesNotMatch(history, /extra-ca|npm ci|BEGIN CERT/)
  })
})

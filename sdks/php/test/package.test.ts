import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { buildArchive } from '../build.ts'
import { type InstalledPackage, installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder, run } from './run-php.ts'

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

describe('The PHP package as a user gets it', () => {
  let installed: InstalledPackage
  before(async () => {
    installPhpTools()
    installed = await installedPackage()
  })

  it('holds its sources and nothing of its tests', () => {
    const vendor = join(installed.folder, 'vendor/core-php/sdk')
    const files = (cwd: string) => globSync('**/*.*', { cwd }).sort()
    assert.deepEqual(
      files(vendor),
      ['README.md', 'composer.json', ...files(`${phpFolder}src`).map((path) => `src/${path}`)].sort(),
    )
  })

  it('needs PHP 8.2, ext-curl and ext-json, and has the version of the server', () => {
    const { require, version } = json(`${phpFolder}composer.json`)
    assert.deepEqual(require, { php: '>=8.2', 'ext-curl': '*', 'ext-json': '*' })
    assert.equal(version, json(`${phpFolder}../../package.json`).version)
  })

  it('is the same bytes when it is built again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'core-php-again-'))
    try {
      const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
      assert.equal(hash(buildArchive(folder)), hash(installed.archive))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('a first call loads at most 40 files and takes at most 3 MiB', async (t) => {
    const { components } = json(`${phpFolder}../../docs/openapi.json`)
    const answer = JSON.stringify({ data: { ...components.schemas.Workspace.examples[0], name: 'Acme' } })
    const server = createServer((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' }).end(answer)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const printed = await run('php', [`${phpFolder}test/php/first-call.php`], {
        env: {
          PLINTH_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          SDK_AUTOLOAD: installed.autoload,
        },
      })
      t.diagnostic(printed)
      const { name, files, bytes } = JSON.parse(printed)
      assert.equal(name, 'Acme')
      assert.ok(files > 10 && files <= 40, `${files} files`)
      assert.ok(bytes > 100_000 && bytes <= 3 * 1024 * 1024, `${bytes} bytes`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

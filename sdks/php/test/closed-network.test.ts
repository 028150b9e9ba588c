import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { closedRequests, runClosed } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

describe('The PHP SDK in a closed network', () => {
  let installed: InstalledPackage
  before(async () => {
    installPhpTools()
    installed = await installedPackage()
  })

  for (const transport of ['curl', 'guzzle', 'symfony']) {
    it(`asks the given address alone and shows its key nowhere, through ${transport}`, async () => {
      const { output, ...seen } = await runClosed({
        command: 'php',
        args: [`${phpFolder}test/php/closed-network.php`],
        env: { SDK_AUTOLOAD: installed.autoload, TRANSPORT: transport },
      })
      assert.deepEqual(
        seen,
        { end: 0, requests: closedRequests, elsewhere: { connections: 0, datagrams: 0 }, keyFoundIn: [] },
        output.slice(0, 4_000),
      )
      assert.match(output, /RESOURCE_NOT_FOUND/)
    })
  }
})

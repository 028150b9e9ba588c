import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { runCases } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

// PSR-18 has no way to abort. Guzzle and Symfony send some reads again by themselves, the same bytes: these attempts are
// the server's to see alone.
const psr18 = ['not-included'] as const
const transports = [
  { name: 'curl', abilities: undefined, ownRepeats: [] },
  { name: 'guzzle', abilities: psr18, ownRepeats: ['cut-headers: call 1: response.attempts is 1, not 2'] },
  { name: 'symfony', abilities: psr18, ownRepeats: ['reset-of-a-read: call 1: response.attempts is 1, not 2'] },
]

describe('The PHP SDK as installed does what every client must do', { concurrency: true }, () => {
  let installed: InstalledPackage
  before(async () => {
    installPhpTools()
    installed = await installedPackage()
  })

  for (const { name, abilities, ownRepeats } of transports) {
    it(`through ${name}`, async (t) => {
      const { passed, failures } = await runCases({
        command: 'php',
        args: [`${phpFolder}test/php/conformance.php`],
        env: { TRANSPORT: name, SDK_AUTOLOAD: installed.autoload },
        ...(abilities === undefined ? {} : { abilities }),
      })
      t.diagnostic(`${passed.length} cases`)
      assert.deepEqual(failures, ownRepeats)
    })
  }
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type JourneysPlinth, journeys, runJourneys, startJourneysPlinth } from '@plinth/sdk-conformance'
import { type InstalledPackage, installPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

describe('The journeys of the PHP SDK, with the package as installed', () => {
  let plinth: JourneysPlinth
  let installed: InstalledPackage
  before(async () => {
    installPhpTools()
    installed = await installPackage()
    plinth = await startJourneysPlinth()
  })
  after(async () => {
    await plinth?.stop()
    installed?.remove()
  })

  it('are all made', async () => {
    const program = {
      command: 'php',
      args: [`${phpFolder}test/php/journeys.php`],
      env: { SDK_AUTOLOAD: installed.autoload },
    }
    const { passed, failures } = await runJourneys(plinth, program)
    assert.deepEqual(failures, [])
    assert.deepEqual(
      passed,
      journeys.map(({ id }) => id),
    )
  })
})

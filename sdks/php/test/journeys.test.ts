import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type JourneysPlinth, journeys, runJourneys, shortJourneys, startJourneysPlinth } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed-package.ts'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

const ids = { 'in one process': journeys.map(({ id }) => id), 'as four processes': shortJourneys }

describe('The journeys of the PHP SDK, with the package as installed', () => {
  let installed: InstalledPackage
  before(async () => {
    installPhpTools()
    installed = await installedPackage()
  })

  for (const topology of ['in one process', 'as four processes'] as const) {
    describe(topology, () => {
      let plinth: JourneysPlinth
      before(async () => {
        plinth = await startJourneysPlinth(topology)
      })
      after(() => plinth?.stop())

      it(topology === 'in one process' ? 'all are made' : 'the short set is made', async () => {
        const program = {
          command: 'php',
          args: [`${phpFolder}test/php/journeys.php`],
          env: { SDK_AUTOLOAD: installed.autoload },
        }
        const { passed, failures } = await runJourneys(plinth, program, ids[topology])
        assert.deepEqual(failures, [])
        assert.deepEqual(passed, ids[topology])
      })
    })
  }
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type JourneysPlinth, journeys, runJourneys, shortJourneys, startJourneysPlinth } from '@plinth/sdk-conformance'
import { type InstalledPackage, installedPackage } from './installed.ts'
import { sdkFolder } from './python.ts'

const ids = { 'in one process': journeys.map(({ id }) => id), 'as four processes': shortJourneys }

describe('The journeys, in Python with the package as installed', () => {
  let installed: InstalledPackage
  before(async () => {
    installed = await installedPackage()
  })

  for (const topology of ['in one process', 'as four processes'] as const) {
    describe(topology, () => {
      let plinth: JourneysPlinth
      before(async () => {
        plinth = await startJourneysPlinth(topology)
      })
      after(() => plinth?.stop())

      for (const client of ['sync', 'async']) {
        it(`the ${client} client`, async () => {
          const args = [`${sdkFolder}test/journeys/run.py`, client]
          const program = { command: installed.python, args }
          const { passed, failures } = await runJourneys(plinth, program, ids[topology])
          assert.deepEqual(failures, [])
          assert.deepEqual(passed, ids[topology])
        })
      }
    })
  }
})

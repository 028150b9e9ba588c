import assert from 'node:assert/strict'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type JourneysPlinth, journeys, runJourneys, shortJourneys, startJourneysPlinth } from '@plinth/sdk-conformance'
import { installed } from './installed.ts'
import { node24, otherRuntimes, type Runtime } from './runtimes.ts'

const all = journeys.map(({ id }) => id)

describe('the package as installed makes the journeys', () => {
  let folder: string
  before(async () => {
    folder = (await installed()).folder
    await cp(fileURLToPath(new URL('journeys', import.meta.url)), join(folder, 'journeys'), { recursive: true })
  })

  async function made(plinth: JourneysPlinth, { command, args }: Runtime, ids: readonly string[]): Promise<void> {
    const program = {
      command: await command(),
      args: [...args, 'journeys/program.mjs'],
      cwd: folder,
      env: { PLINTH_API_KEY: undefined, PLINTH_LOG: undefined, DENO_NO_UPDATE_CHECK: '1' },
    }
    assert.deepEqual(await runJourneys(plinth, program, ids), { passed: ids, failures: [] })
  }

  describe('on one process', () => {
    let plinth: JourneysPlinth
    before(async () => {
      plinth = await startJourneysPlinth()
    })
    after(() => plinth?.stop())

    it('all, in Node.js 24', () => made(plinth, node24, all))
    for (const runtime of otherRuntimes)
      it(`the short set, in ${runtime.name}`, () => made(plinth, runtime, shortJourneys))
  })

  describe('on four processes', () => {
    let plinth: JourneysPlinth
    before(async () => {
      plinth = await startJourneysPlinth('as four processes')
    })
    after(() => plinth?.stop())

    it('the short set, in Node.js 24', () => made(plinth, node24, shortJourneys))
  })
})

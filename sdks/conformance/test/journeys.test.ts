import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { journeysProgram as jsJourneys } from '../../js/test/journeys-program.ts'
import { node24, otherRuntimes } from '../../js/test/runtimes.ts'
import { journeysProgram as phpJourneys } from '../../php/test/journeys-program.ts'
import { journeysProgram as pythonJourneys } from '../../python/test/journeys-program.ts'
import {
  type JourneysPlinth,
  journeys,
  type LanguageProgram,
  runJourneys,
  shortJourneys,
  startJourneysPlinth,
} from '../src/index.ts'

const reference = {
  command: process.execPath,
  args: [fileURLToPath(new URL('reference.fixture.ts', import.meta.url))],
}
const told = (lines: string) => ({
  command: process.execPath,
  args: ['-e', `process.stdout.write(${JSON.stringify(lines)})`],
})

const all = journeys.map(({ id }) => id)

const sdks: Readonly<Record<string, () => Promise<LanguageProgram>>> = {
  'JavaScript, in Node.js 24': () => jsJourneys(node24),
  'Python, the sync client': () => pythonJourneys('sync'),
  'Python, the async client': () => pythonJourneys('async'),
  PHP: phpJourneys,
}

// One Plinth serves the programs of all languages: for each language a Plinth of its own would show the same.
describe('the journeys', () => {
  let plinth: JourneysPlinth
  before(async () => {
    plinth = await startJourneysPlinth()
  })
  after(() => plinth?.stop())

  for (const [sdk, program] of Object.entries(sdks))
    it(`all are made with the package as installed: ${sdk}`, async () => {
      assert.deepEqual(await runJourneys(plinth, await program(), all), { passed: all, failures: [] })
    })

  for (const runtime of otherRuntimes)
    it(`the short set is made with the package as installed: JavaScript, in ${runtime.name}`, async () => {
      const made = await runJourneys(plinth, await jsJourneys(runtime), shortJourneys)
      assert.deepEqual(made, { passed: shortJourneys, failures: [] })
    })

  it('are sixteen, four of them in the short set', () => {
    assert.equal(new Set(journeys.map(({ id }) => id)).size, 16)
    assert.deepEqual(shortJourneys, ['first-call', 'cut-after-commit', 'rate-limits', 'webhook-received'])
  })

  it('can be made with plain fetch: cut, killed and refused calls leave what they should', async () => {
    const ids = [...shortJourneys, 'all-errors', 'killed-in-a-write', 'thousand-writes']
    assert.deepEqual(await runJourneys(plinth, reference, ids), { passed: ids, failures: [] })
  })

  it('fail by name when one is missing, not ok, or not made by a program that fails', async () => {
    const lines = '{"id":"first-call","ok":true}\n{"id":"batch","ok":false,"detail":"no meta"}\nnoise\n'
    const run = await runJourneys(plinth, told(lines), ['first-call', 'batch', 'replay'])
    assert.deepEqual(run, { passed: ['first-call'], failures: ['batch: no meta', 'replay: is missing'] })
    const failed = await runJourneys(plinth, { command: process.execPath, args: ['-e', 'process.exit(3)'] }, ['batch'])
    assert.deepEqual(failed, { passed: [], failures: ['batch: is missing', 'the program ended with 3:\n'] })
  })

  it('count the effects of the thousand writes themselves', async () => {
    const claimed = await runJourneys(plinth, told('{"id":"thousand-writes","ok":true}\n'), ['thousand-writes'])
    assert.deepEqual(claimed.failures, ['thousand-writes: asked for no ledger'])
    const lazy = `await fetch(process.env.PLINTH_CONTROL_URL + '/thousand-writes', { method: 'POST' })
      console.log('{"id":"thousand-writes","ok":true}')`
    const program = { command: process.execPath, args: ['--input-type=module', '-e', lazy] }
    const counted = await runJourneys(plinth, program, ['thousand-writes'])
    assert.deepEqual(counted.failures, ['thousand-writes: 0 rows and a sum of 0, not 1000'])
  })
})

describe('the journeys on four processes', () => {
  let plinth: JourneysPlinth
  before(async () => {
    plinth = await startJourneysPlinth('as four processes')
  })
  after(() => plinth?.stop())

  for (const [sdk, program] of Object.entries(sdks))
    it(`the short set is made with the package as installed: ${sdk}`, async () => {
      const made = await runJourneys(plinth, await program(), shortJourneys)
      assert.deepEqual(made, { passed: shortJourneys, failures: [] })
    })
})

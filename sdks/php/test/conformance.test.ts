import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { runCases } from '@plinth/sdk-conformance'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'

describe('The PHP SDK does what every client must do', { concurrency: true }, () => {
  before(() => installPhpTools())

  for (const transport of ['curl', 'guzzle', 'symfony']) {
    it(`through ${transport}`, async (t) => {
      const { passed, failures } = await runCases({
        command: 'php',
        args: [`${phpFolder}test/php/conformance.php`],
        env: { TRANSPORT: transport },
      })
      t.diagnostic(`${passed.length} cases`)
      assert.deepEqual(failures, [])
    })
  }
})

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { installPhpTools } from './php-tools.ts'
import { run } from './run-php.ts'

describe('The PHP SDK without a server', () => {
  before(() => installPhpTools())

  it('keeps the promises of test/php/unit', async (t) => {
    const printed = await run('phpunit', ['--configuration', 'phpunit.xml', '--no-progress'])
    const [line] = /^OK \(.*\)$/m.exec(printed) ?? []
    assert.ok(line, printed)
    t.diagnostic(line)
  })
})

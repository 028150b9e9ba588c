import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { installPhpTools } from './php-tools.ts'
import { phpFolder } from './run-php.ts'
import { runWasmPhp } from './wasm-php.ts'

// It has no sockets, and its release builds keep the arguments of frames, PHPUnit's own too.
const phpunit = ['-d', 'zend.exception_ignore_args=1', '/usr/bin/phpunit', '--configuration', 'phpunit.xml']

describe('The PHP SDK on the oldest PHP that its package allows, and on the newest', { concurrency: true }, () => {
  before(() => installPhpTools())

  for (const version of ['8-2', '8-5'] as const) {
    it(`every class loads in ${version}`, async () => {
      const count = globSync('src/**/*.php', { cwd: phpFolder }).length
      const printed = await runWasmPhp(version, ['test/php/source/load-classes.php'])
      assert.equal(printed, `${version.replace('-', '.')} ${count}\n`)
    })

    it(`the promises of test/php/unit hold in ${version}`, async (t) => {
      const printed = await runWasmPhp(version, [...phpunit, '--no-progress', '--exclude-group', 'sockets'])
      const [line] = /^OK \(.*\)$/m.exec(printed) ?? []
      assert.ok(line, printed.slice(-4_000))
      t.diagnostic(line)
    })
  }
})

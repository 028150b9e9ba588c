import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { installPhpTools } from './php-tools.ts'
import { phpFolder, run } from './run-php.ts'

const newer: Readonly<Record<string, string>> = {
  'a typed class constant (8.3)': 'class A { const string B = "b"; }',
  'a class constant by expression (8.3)': 'echo A::{$name};',
  'a readonly anonymous class (8.3)': '$a = new readonly class {};',
  'a static variable from an expression (8.3)': 'function a() { static $b = rand(); }',
  'a property hook (8.4)': 'class A { public string $b { get => "b"; } }',
  'Multiple access type modifiers are not allowed': 'class A { public private(set) string $b = "b"; }',
  'a final property (8.4)': 'class A { final public string $b = "b"; }',
  'a call on new without parentheses (8.4)': 'echo new A()->b();',
  'the function json_validate': 'namespace B; echo json_validate("{}");',
  'the function array_find': 'echo array_find([], fn () => true);',
  'the class Override': 'class A { #[\\Override] public function b() {} }',
  'the constant CURLOPT_PROTOCOLS_STR': 'echo CURLOPT_PROTOCOLS_STR;',
  'the method createFromTimestamp': 'echo \\DateTimeImmutable::createFromTimestamp(1);',
}

describe('The sources of the PHP SDK', () => {
  const folder = mkdtempSync(join(tmpdir(), 'core-php-source-'))
  const script = (name: string) => `${phpFolder}test/php/source/${name}.php`
  before(() => installPhpTools())
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('are correct PHP', async (t) => {
    const files = globSync('src/**/*.php', { cwd: phpFolder })
    const printed = await run('php', ['-l', ...files])
    assert.equal(printed.match(/^No syntax errors detected in /gm)?.length, files.length)
    t.diagnostic(`${files.length} files`)
  })

  it('hold nothing that PHP 8.2 does not know, and strict_types', async () => {
    assert.match(await run('php', [script('check-syntax'), 'src']), /^\d{3} files\n$/)
  })

  it('would be refused otherwise', async () => {
    const names = Object.entries(newer).map(([finding, code], index) => {
      const path = join(folder, `newer-${index}.php`)
      writeFileSync(path, `<?php\ndeclare(strict_types=1);\n${code}\n`)
      return { path, finding, name: `newer-${index}.php` }
    })
    const lines = (await run('php', [script('check-syntax'), ...names.map(({ path }) => path)])).split('\n')
    for (const { name, finding } of names) {
      const found = lines.filter((line) => line.startsWith(`${name}: `))
      assert.ok(found.length === 1 && found[0]?.includes(finding), `${finding}: ${found.join(', ') || 'not found'}`)
    }
  })

  it('have doc types that parse and that say what docs/openapi.json says', async (t) => {
    const printed = await run('php', [script('check-docs')])
    assert.match(printed, /^\d+ comments, \d{2,} operations\n$/)
    t.diagnostic(printed.trim())
  })

  it('have doc types whose every name is there', async (t) => {
    const printed = await run('php', [script('check-doc-names'), 'src'])
    assert.match(printed, /^\d{3,} names\n$/)
    t.diagnostic(printed.trim())
  })

  it('would be refused for a name that is not there', async () => {
    const path = join(folder, 'names.php')
    const doc = '@phpstan-import-type NamespaceMake from \\CorePhp\\SDK\\Gen\\Resource\\Namespaces'
    const code = 'use CorePhp\\SDK\\Page;\n/** @return Page<Wrkspace>|array{name: strng} */\nfunction a() {}'
    writeFileSync(path, `<?php\nnamespace A;\n/** ${doc} */\nclass B {}\n${code}\n`)
    const lines = (await run('php', [script('check-doc-names'), path])).split('\n')
    assert.deepEqual(lines.slice(0, -2), [
      'names.php: CorePhp\\SDK\\Gen\\Resource\\Namespaces has no type NamespaceMake',
      'names.php: there is no Wrkspace',
      'names.php: there is no strng',
    ])
  })

  it('have each method that the sample of an operation calls, and the samples are correct PHP', async () => {
    const path = `${phpFolder}../../gateway/src/openapi/gen/code-samples.json`
    const samples: Record<string, { label: string; source: string }[]> = JSON.parse(readFileSync(path, 'utf8'))
    const calls: string[] = []
    const files = Object.entries(samples).map(([id, languages]) => {
      const { source } = languages.find(({ label }) => label === 'PHP') ?? assert.fail(`${id} has no sample`)
      const [, resource, method] = /\$client->(\w+)->(\w+)\(/.exec(source) ?? assert.fail(`${id} calls nothing`)
      calls.push(`${resource}->${method}`)
      const file = join(folder, `${id}.php`)
      writeFileSync(file, `<?php\n${source}`)
      return file
    })
    const printed = await run('php', ['-l', ...files])
    assert.equal(printed.match(/^No syntax errors detected in /gm)?.length, files.length)
    assert.equal(await run('php', [script('find-missing-methods'), ...calls]), '')
  })
})

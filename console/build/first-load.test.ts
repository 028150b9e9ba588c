import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { de } from '../src/messages/de.ts'
import { en } from '../src/messages/en.ts'
import { buildConsole } from './build-console.ts'

const importIn = /(?:from|import)\s*"\.\/([\w-]+\.js)"/g

describe('the first load of a built console', () => {
  const dist = mkdtempSync(join(tmpdir(), 'plinth-first-load-'))
  const text = (name: string) => readFileSync(join(dist, 'assets', name), 'utf8')
  /** The file and everything that it imports at once. */
  const closure = (name: string, found = new Set<string>()): Set<string> => {
    if (found.has(name)) return found
    found.add(name)
    for (const [, next = ''] of text(name).matchAll(importIn)) closure(next, found)
    return found
  }
  let names: string[]
  let document: string
  let main: string
  before(async () => {
    await buildConsole(dist, 'hash')
    names = (await readdir(join(dist, 'assets'))).filter((name) => name.endsWith('.js'))
    document = readFileSync(join(dist, 'index.html'), 'utf8')
    main = /<script type="module" src="assets\/(main-\w+\.js)">/.exec(document)?.[1] ?? ''
  })
  after(() => rmSync(dist, { recursive: true }))

  it('is main alone, with all that it shares, which the document asks for at once', () => {
    assert.deepEqual([...closure(main)], [main])
    const preloaded = [...document.matchAll(/<link rel="modulepreload" href="assets\/([^"]+)">/g)].map(
      ([, name]) => name,
    )
    assert.deepEqual(preloaded, [main])
    const scripts = [...document.matchAll(/<script [^>]*src="assets\/(\w+)-/g)].map(([, name]) => name)
    assert.deepEqual(scripts, ['theme', 'main'])
    assert.deepEqual(
      names.filter((name) => name.startsWith('main-')),
      [main],
    )
  })

  for (const [code, { shell }] of Object.entries({ en, de })) {
    it(`has the words of ${code} in one file more, which the document names, and in which alone they are`, () => {
      const [words, ...more] = names.filter((name) => name.startsWith(`${code}-`))
      assert.deepEqual(more, [])
      assert.ok(words !== undefined)
      assert.ok(document.includes(`<meta name="words-${code}" content="assets/${words}">`))
      assert.deepEqual(
        [...closure(words)].filter((name) => !closure(main).has(name)),
        [words],
      )
      assert.deepEqual(
        names.filter((name) => text(name).includes(shell.signOut)),
        [words],
      )
    })
  }
})

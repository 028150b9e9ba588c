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

  it('in English is main and the one file of all that it shares, both named by the document', () => {
    const loaded = closure(main)
    assert.equal(loaded.size, 2, [...loaded].join())
    const preloaded = [...document.matchAll(/<link rel="modulepreload" href="assets\/([^"]+)">/g)].map(
      ([, name]) => name,
    )
    assert.deepEqual(preloaded.toSorted(), [...loaded].toSorted())
    const scripts = [...document.matchAll(/<script [^>]*src="assets\/(\w+)-/g)].map(([, name]) => name)
    assert.deepEqual(scripts, ['theme', 'main'])
  })

  it('of another language is one file more, which the document names, and in which alone its words are', () => {
    const [words, ...more] = names.filter((name) => name.startsWith('de-'))
    assert.deepEqual(more, [])
    assert.ok(words !== undefined)
    assert.ok(document.includes(`<meta name="words-de" content="assets/${words}">`))
    assert.deepEqual(
      [...closure(words)].filter((name) => !closure(main).has(name)),
      [words],
    )
    const holding = (word: string) => names.filter((name) => text(name).includes(word))
    assert.deepEqual(holding(de.shell.signOut), [words])
    assert.deepEqual(
      holding(en.shell.signOut),
      [...closure(main)].filter((name) => name !== main),
    )
  })
})

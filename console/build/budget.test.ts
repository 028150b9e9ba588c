import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { budgetLines, faultsOf, sizesOf } from './budget.ts'
import type { OutputFile } from './outputs.ts'

const file = (name: string, entry?: string, statics: string[] = [], dynamics: string[] = []): OutputFile => ({
  name,
  entry,
  statics,
  dynamics,
})
const files = [
  file('main-1.js', 'main.tsx', ['core-1.js'], ['page-1.js', 'page-2.js', 'en-1.js', 'de-1.js', 'chart-1.js']),
  file('core-1.js', undefined, ['main-1.js']),
  file('page-1.js', 'pages/users/page.tsx', ['core-1.js', 'shared-1.js']),
  file('page-2.js', 'pages/access/page.tsx', ['core-1.js', 'main-1.js']),
  file('shared-1.js'),
  file('en-1.js', 'messages/en.ts', ['core-1.js']),
  file('de-1.js', 'messages/de.ts', ['core-1.js']),
  file('chart-1.js', 'ui/chart-drawing.ts', ['core-1.js']),
  file('console-1.css', 'styles/console.css'),
]
const bytes: Record<string, number> = {
  'main-1.js': 1_000,
  'core-1.js': 60_000,
  'page-1.js': 9_000,
  'page-2.js': 4_000,
  'shared-1.js': 2_000,
  'en-1.js': 3_000,
  'de-1.js': 4_000,
  'chart-1.js': 24_000,
  'console-1.css': 5_000,
}
const sized = (changes: Record<string, number> = {}) => sizesOf(files, (name) => ({ ...bytes, ...changes })[name] ?? 0)

describe('the sizes of the console', () => {
  it('count a page with what it shares and the words of a language, without what is there already', () => {
    assert.deepEqual(sized(), {
      first: { en: 75_000, de: 76_000 },
      pages: { 'pages/users/page.tsx': 11_000, 'pages/access/page.tsx': 4_000 },
      later: { 'ui/chart-drawing.ts': 24_000 },
      styles: 5_000,
    })
  })

  it('within their budgets are no fault', () => {
    assert.deepEqual(faultsOf(sized()), [])
    assert.equal(budgetLines(sized()).length, 4)
  })

  it('beyond a budget fail with the size and the budget', () => {
    assert.deepEqual(faultsOf(sized({ 'core-1.js': 74_100 })), [
      'JavaScript until the first page (de) has 90.1 kB after gzip; its budget is 90.0 kB.',
    ])
    assert.deepEqual(faultsOf(sized({ 'page-2.js': 25_100, 'core-1.js': 1_000 })), [
      'pages/access/page.tsx has 25.1 kB after gzip; its budget is 25.0 kB.',
    ])
    assert.deepEqual(faultsOf(sized({ 'chart-1.js': 27_100 })), [
      'ui/chart-drawing.ts has 27.1 kB after gzip; its budget is 27.0 kB.',
    ])
    assert.deepEqual(faultsOf(sized({ 'console-1.css': 16_000 })), [
      'CSS has 16.0 kB after gzip; its budget is 15.0 kB.',
    ])
  })
})

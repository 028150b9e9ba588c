// Sizes are bytes after gzip: what a browser loads. A build beyond a budget fails.
import { closureOf, mainOf, type OutputFile, wordsOf } from './outputs.ts'

export interface Sizes {
  /** JavaScript until the largest page is usable, were it the first; by the language. */
  first: Readonly<Record<string, number>>
  /** Bytes that a page adds, by its source. */
  pages: Readonly<Record<string, number>>
  /** Bytes that a page loads after it is shown, such as the code of charts, by its source. */
  later: Readonly<Record<string, number>>
  styles: number
}

const budget = { first: 90_000, page: 25_000, later: 27_000, styles: 15_000 }

export function sizesOf(files: readonly OutputFile[], sizeOf: (name: string) => number): Sizes {
  const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + sizeOf(name), 0)
  const core = closureOf(mainOf(files), files)
  const added = (name: string) => [...closureOf(name, files)].filter((part) => !core.has(part))
  const addedBy = (folder: string) => {
    const entries = files.flatMap(({ name, entry = '' }) => (entry.startsWith(folder) ? [{ name, entry }] : []))
    return Object.fromEntries(entries.map(({ name, entry }) => [entry, sum(added(name))]))
  }
  const pages = addedBy('pages/')
  const styles = files.filter(({ name }) => name.endsWith('.css')).map(({ name }) => name)
  const page = Math.max(0, ...Object.values(pages))
  const languages = Object.entries(wordsOf(files))
  const first = Object.fromEntries(languages.map(([code, name]) => [code, sum(core) + sum(added(name)) + page]))
  return { first, pages, later: addedBy('ui/'), styles: sum(styles) }
}

/** A sentence for each size beyond its budget. */
export function faultsOf({ first, pages, later, styles }: Sizes): string[] {
  const over = (what: string, size: number, most: number) =>
    size > most ? [`${what} has ${kB(size)} after gzip; its budget is ${kB(most)}.`] : []
  return [
    ...Object.entries(first).flatMap(([code, size]) => over(untilFirst(code), size, budget.first)),
    ...Object.entries(pages).flatMap(([entry, size]) => over(entry, size, budget.page)),
    ...Object.entries(later).flatMap(([entry, size]) => over(entry, size, budget.later)),
    ...over('CSS', styles, budget.styles),
  ]
}

export function budgetLines({ first, pages, styles }: Sizes): string[] {
  const largest = Object.entries(pages).sort(([, a], [, b]) => b - a)[0]
  return [
    ...Object.entries(first).map(([code, size]) => `  ${untilFirst(code)}: ${kB(size)} of ${kB(budget.first)}`),
    ...(largest === undefined ? [] : [`  largest page: ${kB(largest[1])} of ${kB(budget.page)} (${largest[0]})`]),
    `  CSS: ${kB(styles)} of ${kB(budget.styles)}`,
  ]
}

const untilFirst = (language: string) => `JavaScript until the first page (${language})`
const kB = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isGenerated, repositoryFiles, sources } from './files.ts'

const glossary = 'docs/glossary.md'
const exported =
  /^export (?:default )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm
const reExported = /^export (?:type )?\{([^}]*)\}/gm

interface Retired {
  word: string
  /** The folders where the word is retired; empty for all. */
  folders: readonly string[]
}

/** The words that the glossary's table shows as `code`, each with the folders in parentheses behind it. */
function retiredWords(root: string): Retired[] {
  const [, table = ''] = readFileSync(join(root, glossary), 'utf8').split('\n## Retired words\n')
  return table.split('\n').flatMap((row) => {
    const [, cell = ''] = row.startsWith('|') ? row.split('|') : []
    return [...cell.matchAll(/`([a-z-]+)`(?: \(([^)]*)\))?/g)].map(([, word = '', folders = '']) => ({
      word,
      folders: folders === '' ? [] : folders.split(', ').map((folder) => `${folder}/`),
    }))
  })
}

/** Names of files, folders and exports that hold a retired word, as "path: name". */
export function retiredNames(root: string): string[] {
  const retired = retiredWords(root)
  const paths = repositoryFiles(root).filter((path) => !isGenerated(path))
  const inPaths = paths.flatMap((path) => path.split('/').map((name) => ({ path, name })))
  const inCode = sources(root).flatMap(({ path, text }) => exportsOf(text).map((name) => ({ path, name })))
  const found = [...inPaths, ...inCode].flatMap(({ path, name }) =>
    retired
      .filter(({ word, folders }) => isOneOf(path, folders) && holds(name, word))
      .map(({ word }) => `${path}: ${name} (${word})`),
  )
  return [...new Set(found)]
}

const isOneOf = (path: string, folders: readonly string[]) =>
  folders.length === 0 || folders.some((folder) => path.startsWith(folder))

const exportsOf = (text: string): string[] => [
  ...[...text.matchAll(exported)].map(([, name = '']) => name),
  ...[...text.matchAll(reExported)].flatMap(([, names = '']) =>
    names.split(',').flatMap((name) => name.trim().split(/\s+/).at(-1) || []),
  ),
]

/** True when the word, or its plural, is a whole word of the name: "turn" is one of TurnRow, not of returned. */
const holds = (name: string, word: string) =>
  new RegExp(`(^|-)${word}s?(-|$)`).test(
    name
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .toLowerCase(),
  )

import type { Metafile } from 'esbuild'

/** An output file by name: what it imports at once, what it loads later, and the source it starts from. */
export interface OutputFile {
  name: string
  entry: string | undefined
  statics: readonly string[]
  dynamics: readonly string[]
}

export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

export function filesOf(outputs: Metafile['outputs']): OutputFile[] {
  return Object.entries(outputs).map(([path, { entryPoint, imports }]) => ({
    name: nameOf(path),
    entry: entryPoint,
    statics: imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => nameOf(path)),
    dynamics: imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => nameOf(path)),
  }))
}

/** The file and everything that it imports at once. */
export function closureOf(name: string, files: readonly OutputFile[], found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const next of files.find((file) => file.name === name)?.statics ?? []) closureOf(next, files, found)
  return found
}

/** Names of the files that the document itself names. */
export interface DocumentFiles {
  main: string
  /** By the code of each language. */
  words: Readonly<Record<string, string>>
  theme: string
  styles: string
  icon: string
}

export function documentFiles(files: readonly OutputFile[]): DocumentFiles {
  const of = (pattern: RegExp) => {
    const found = files.find(({ name }) => pattern.test(name))
    if (found === undefined) throw new Error(`no output is named ${pattern}`)
    return found.name
  }
  return {
    main: mainOf(files),
    words: wordsOf(files),
    theme: of(/^theme-.+\.js$/),
    styles: of(/^console-.+\.css$/),
    icon: of(/^icon-.+\.svg$/),
  }
}

export function mainOf(files: readonly OutputFile[]): string {
  const main = files.find(({ entry }) => entry === 'main.tsx')
  if (main === undefined) throw new Error('no output starts from main.tsx')
  return main.name
}

/** The file of each language, by its code. */
export function wordsOf(files: readonly OutputFile[]): Record<string, string> {
  const words = files.flatMap(({ name, entry = '' }) => {
    const code = /^messages\/(\w+)\.ts$/.exec(entry)?.[1]
    return code === undefined ? [] : [[code, name] as const]
  })
  return Object.fromEntries(words)
}

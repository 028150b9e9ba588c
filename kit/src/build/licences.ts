import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  name: string
  version: string
  license: string
}

/** Of esbuild's metafile: the files that a build writes, each with how many bytes of which input are in it. */
export type Outputs = Readonly<Record<string, { inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>

/**
 * The licences of the packages with code in the outputs, by name: each one's name, version and identifier, then its text
 * where the package has one. Paths of their inputs are relative to `folder`.
 */
export function licencesText(outputs: Outputs, folder: string): string {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  const bundled = inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(path)] : []))
  const paths = [...new Set(bundled)].filter((path) => path !== undefined)
  const texts = paths.map((path) => licenceOf(join(folder, path)))
  return texts.toSorted().join(`\n${'-'.repeat(80)}\n\n`)
}

/** The folder of the package that a file is of: the last below a node_modules. */
const packageOf = (path: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]

function licenceOf(folder: string): string {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const text = textOf(folder)
  return `${name} ${version} (${license})\n${text === '' ? '' : `\n${text}\n`}`
}

/** The text of the package's licence: its own file, or a section of its README; empty where it has neither. */
function textOf(folder: string): string {
  const files = readdirSync(folder)
  const read = (pattern: RegExp) => {
    const file = files.find((one) => pattern.test(one))
    return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  }
  const own = read(/^(licen[cs]e|copying)(\.(md|txt))?$/i)
  return own === ''
    ? (/^#+ *licen[cs]e *$\n(.*?)(?=^#|$(?![\s\S]))/ims.exec(read(/^readme(\.md)?$/i))?.[1] ?? '').trim()
    : own
}

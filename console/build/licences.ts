import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

interface Manifest {
  name: string
  version: string
  license: string
}

/**
 * The licences of the packages with code in the outputs, by name: each one's name, version and identifier, then its text
 * where the package has one. Paths of their inputs are relative to `folder`.
 */
export function licencesText(outputs: Metafile['outputs'], folder: string): string {
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
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(one))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version} (${license})\n${text}`
}

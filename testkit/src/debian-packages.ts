import { spawnSync } from 'node:child_process'
import { installPackages, isDebianRoot } from './servers/binaries.ts'

/** Installs the packages of Debian that are missing. Throws a sentence that names them where that is not possible. */
export function debianPackages(
  names: readonly string[],
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): void {
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const sentence = `${missing.join(', ')} must be installed (Debian: apt-get install ${missing.join(' ')}).`
  if (!isDebianRoot()) throw new Error(sentence)
  const { output } = installPackages(missing, progress)
  const failed = missing.filter((name) => !isInstalled(name))
  if (failed.length > 0) throw new Error(`${sentence}\n${output}`)
}

const isInstalled = (name: string): boolean =>
  spawnSync('dpkg-query', ['-W', '-f', '\u0024{db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed'

import { spawnSync } from 'node:child_process'
import { findBinary, installBinary } from './servers/binaries.ts'

/**
 * The path of an interpreter that samples are run with (PHP with curl, which its SDK needs); Debian's packages where it is
 * not installed. Throws a sentence.
 */
export function interpreterPath(
  name: 'php' | 'python3',
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): string {
  const found = findBinary(name)
  if (found !== undefined && isWhole(name, found)) return found
  const path = installBinary(name, progress)
  if (path !== undefined && isWhole(name, path)) return path
  const packages = name === 'php' ? 'php-cli php-curl' : name
  throw new Error(`No ${name} was found: install it (Debian: apt-get install ${packages}).`)
}

const isWhole = (name: string, path: string): boolean =>
  name !== 'php' || spawnSync(path, ['-r', "exit(extension_loaded('curl') ? 0 : 1);"]).status === 0

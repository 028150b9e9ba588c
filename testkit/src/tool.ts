import { findBinary, installBinary } from './servers/binaries.ts'

/** The path of a tool that a test cannot do without; Debian's package where it is not installed. Throws a sentence. */
export function toolPath(
  name: 'kustomize' | 'docker-compose' | 'promtool',
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): string {
  const path = findBinary(name) ?? installBinary(name, progress)
  if (path !== undefined) return path
  throw new Error(`No ${name} was found: install it (Debian: apt-get install ${name}).`)
}

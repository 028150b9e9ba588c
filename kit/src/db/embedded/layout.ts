import { randomBytes } from 'node:crypto'
import {
  chownSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

/** What lies in the folder of an embedded server. */
export interface Layout {
  root: string
  /** PostgreSQL's own. */
  data: string
  /** The superuser's, mode 0600. */
  passwordFile: string
  /** Links to libraries, where an install script has not made them. */
  lib: string
}

export const superuser = 'plinth'

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir)
  return { root, data: join(root, 'data'), passwordFile: join(root, 'password'), lib: join(root, 'lib') }
}

/** Makes the folder, for the account and nobody else. */
export function makeFolder(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

/** Another process may be about to start through these links: each is replaced in one step, and only when it is wrong. */
export function makeLinks({ lib }: Layout, { missingLinks }: Binaries, account: Account | undefined): void {
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

export function makePassword({ passwordFile }: Layout, account: Account | undefined): void {
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    if (account !== undefined) chownSync(passwordFile, account.uid, account.gid)
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EEXIST')) throw err
  }
}

export function readPassword({ passwordFile }: Layout): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim()
  } catch (cause) {
    throw new Error(`${passwordFile}, which holds the embedded database's password, cannot be read`, { cause })
  }
}

import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { type Layout, makeFolder } from './layout.ts'

export interface SocketFolder {
  path: string
  remove(): void
}

// A socket's whole path fits 103 bytes on every system; its name and the lock file's take 25.
const pathBytesMax = 78

/** Where the server's socket lies: beside its data, or in the temporary folder when that path is too long for a socket. */
export function socketFolder(layout: Layout, account: Account | undefined): SocketFolder {
  const beside = join(layout.root, 'run')
  if (Buffer.byteLength(beside) <= pathBytesMax) {
    makeFolder(beside, account)
    return { path: beside, remove: () => undefined }
  }
  const path = mkdtempSync(join(tmpdir(), 'plinth-'))
  if (account !== undefined) chownSync(path, account.uid, account.gid)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  name: string
  sql: string
  /** Checksum as Prisma stores it: hexadecimal SHA-256 of the file. */
  checksum: string
}

/**
 * Name of a migration: releases whose newest migration is this one or a later one can run on the schema of this folder. Undefined
 * if only this release can.
 */
export async function readCompatibleSince(folder: URL): Promise<string | undefined> {
  const text = await readFile(new URL('compatible-since', asRoot(folder)), 'utf8').catch((err: { code?: string }) => {
    if (err.code === 'ENOENT') return ''
    throw err
  })
  return text.trim() === '' ? undefined : text.trim()
}

/** A Prisma migrations folder, in the order of application. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const root = asRoot(folder)
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(`${encodeURIComponent(name)}/migration.sql`, root), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

const asRoot = (folder: URL): URL => (folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`))

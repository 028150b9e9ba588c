import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  name: string
  sql: string
  /** As Prisma keeps it: hexadecimal SHA-256 of the file. */
  checksum: string
}

/** A Prisma migrations folder, in the order of application. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const root = folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`)
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(`${encodeURIComponent(name)}/migration.sql`, root), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

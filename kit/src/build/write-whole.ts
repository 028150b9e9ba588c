import { randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a file that is whole at any moment: another process may read or build at the same time. */
export async function writeWhole(folder: string, name: string, body: Uint8Array | string): Promise<void> {
  const unfinished = join(folder, `${name}.${randomUUID()}.part`)
  await writeFile(unfinished, body)
  await rename(unfinished, join(folder, name))
}

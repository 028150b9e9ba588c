import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Ignored by git, and kept from run to run.
const kept = fileURLToPath(new URL('../../node_modules/.cache/kept-folders/', import.meta.url))

/** A folder that `fill` fills once for these contents; test files side by side share it, and none sees it half full. */
export async function keptFolder(contents: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(kept, createHash('sha256').update(contents).digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  await mkdir(kept, { recursive: true })
  const filling = await mkdtemp(join(kept, 'filling-'))
  try {
    await fill(filling)
    await rename(filling, folder)
  } catch (err) {
    await rm(filling, { recursive: true, force: true })
    // Another test file was faster.
    if (!existsSync(folder)) throw err
  }
  return folder
}

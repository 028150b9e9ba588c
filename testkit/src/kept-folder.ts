import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Ignored by git, and kept from run to run.
const kept = fileURLToPath(new URL('../../node_modules/.cache/kept-folders/', import.meta.url))

type Fill = (folder: string) => Promise<void>

const filling = new Map<string, Promise<string>>()

/** A folder that `fill` fills once for these contents; test files side by side share it, and none sees it half full. */
export function keptFolder(contents: string, fill: Fill): Promise<string> {
  const folder = join(kept, createHash('sha256').update(contents).digest('hex').slice(0, 16))
  const filled = filling.get(folder) ?? filledFolder(folder, fill).finally(() => filling.delete(folder))
  filling.set(folder, filled)
  return filled
}

async function filledFolder(folder: string, fill: Fill): Promise<string> {
  if (existsSync(folder)) return folder
  await mkdir(kept, { recursive: true })
  const fresh = await mkdtemp(join(kept, 'filling-'))
  try {
    await fill(fresh)
    await rename(fresh, folder)
  } catch (err) {
    await rm(fresh, { recursive: true, force: true })
    // Another test file was faster.
    if (!existsSync(folder)) throw err
  }
  return folder
}

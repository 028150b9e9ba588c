import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Ignored by git, and kept from run to run.
const kept = fileURLToPath(new URL('../../node_modules/.cache/kept-folders/', import.meta.url))

type Fill = (folder: string) => Promise<void>

// Of each kind: what a branch and its base need, and one more.
const keptMax = 3
// A test may still use one that is this young.
const usedMs = 3_600_000

const filling = new Map<string, Promise<string>>()

/**
 * A folder that `fill` fills once for these contents; test files side by side share it, and none sees it half full. Of a kind
 * only those used last are kept.
 */
export function keptFolder(kind: string, contents: string, fill: Fill): Promise<string> {
  const folder = join(kept, `${kind}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`)
  const filled = filling.get(folder) ?? filledFolder(folder, kind, fill).finally(() => filling.delete(folder))
  filling.set(folder, filled)
  return filled
}

async function filledFolder(folder: string, kind: string, fill: Fill): Promise<string> {
  if (existsSync(folder)) {
    await utimes(folder, new Date(), new Date())
    return folder
  }
  await mkdir(kept, { recursive: true })
  const fresh = await mkdtemp(join(kept, 'filling-'))
  try {
    await fill(fresh)
    await utimes(fresh, new Date(), new Date())
    await rename(fresh, folder)
  } catch (err) {
    await rm(fresh, { recursive: true, force: true })
    // Another test file was faster.
    if (!existsSync(folder)) throw err
  }
  await removeUnused(kind)
  return folder
}

/** Removes all folders but the last used, by their times of modification; half filled ones of killed processes are a kind of their own. */
async function removeUnused(kind: string): Promise<void> {
  const names = await readdir(kept)
  for (const [one, max] of [
    [kind, keptMax],
    ['filling', 0],
  ] as const) {
    const found = names.filter((name) => name.startsWith(`${one}-`)).map((name) => join(kept, name))
    const used = await Promise.all(found.map(async (path) => ({ path, usedMs: await usedAt(path) })))
    const old = used.toSorted((a, b) => b.usedMs - a.usedMs).slice(max)
    const unused = old.filter((folder) => Date.now() - folder.usedMs > usedMs)
    await Promise.all(unused.map(({ path }) => rm(path, { recursive: true, force: true })))
  }
}

/** 0 where another process has removed it meanwhile. */
const usedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

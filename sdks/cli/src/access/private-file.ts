import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CliError } from '../failure.ts'

const lockAgeMaxMs = 10_000
const tries = 200

/** The file's text, undefined if there is none. Refuses a file that other users of the machine can read or change. */
export async function readPrivate(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch((err: NodeJS.ErrnoException) => {
    if (err.code === 'ENOENT') return undefined
    throw new CliError('denied', 'FILE_NOT_READABLE', `${path} cannot be read (${err.code}).`, { cause: err })
  })
  if (file === undefined) return undefined
  try {
    const { mode } = await file.stat()
    if ((mode & 0o077) !== 0)
      throw new CliError('denied', 'FILE_NOT_PRIVATE', `${path} holds keys, and other users can read it.`, {
        hint: `Run \`chmod 600 ${path}\`. If others use this machine, rotate the keys in it.`,
      })
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Replaces the file by what `change` makes of its text. One process at a time; a reader sees the old or the new text. */
export async function changePrivate(path: string, change: (text: string | undefined) => string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(notWritable(path))
  const lock = `${path}.lock`
  await takeLock(lock)
  try {
    const text = change(await readPrivate(path))
    await replace(path, text).catch(notWritable(path))
  } finally {
    await rm(lock, { force: true })
  }
}

async function replace(path: string, text: string): Promise<void> {
  const next = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(next, text, { flag: 'wx', mode: 0o600, flush: true })
    await rename(next, path)
  } catch (err) {
    // It may hold keys.
    await rm(next, { force: true }).catch(() => undefined)
    throw err
  }
}

const notWritable =
  (path: string) =>
  (err: NodeJS.ErrnoException): never => {
    throw new CliError('failed', 'FILE_NOT_WRITABLE', `${path} cannot be written (${err.code}).`, {
      hint: 'Set XDG_CONFIG_HOME to a folder that you can write to.',
      cause: err,
    })
  }

async function takeLock(lock: string): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const file = await open(lock, 'wx', 0o600).catch((err: NodeJS.ErrnoException) => {
      if (err.code === 'EEXIST') return undefined
      return notWritable(lock)(err)
    })
    if (file !== undefined) return file.close()
    // Its owner was killed: a change takes milliseconds.
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > lockAgeMaxMs) await rm(lock, { force: true })
    await wait(25)
  }
  throw new CliError('failed', 'FILE_BUSY', `Another plinth is changing the file of ${lock}. Try again.`)
}

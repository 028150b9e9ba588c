import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a key that nobody will see again; whole or not at all, readable by its owner alone. */
export function writeFirstKey(file: string, key: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true })
  renameSync(draft, file)
}

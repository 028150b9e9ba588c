import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { messageOf, Refusal } from '../refusal.ts'

const object = z.record(z.string(), z.unknown())

/** Names of what a file changes. */
type Difference = Record<'added' | 'changed' | 'removed', readonly string[]>

/** Reads a file of definitions, or standard input for "-". Throws a refusal when it is not a JSON object; `kind` names it. */
export async function readDefinitions(file: string, kind: string): Promise<Record<string, unknown>> {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((err: unknown) => {
    throw new Refusal(`${file} cannot be read (${messageOf(err)})`, { cause: err })
  })
  try {
    return object.parse(JSON.parse(content))
  } catch (err) {
    const reason = err instanceof z.ZodError ? 'it is not an object' : messageOf(err)
    throw new Refusal(`${file} is not ${kind}: ${reason}`, { cause: err })
  }
}

/** Prints one line per change, and their number on stderr. */
export function printChanges({ added, changed, removed }: Difference, isDryRun: boolean): void {
  const lines = [
    ...added.map((name) => `+ ${name}`),
    ...changed.map((name) => `~ ${name}`),
    ...removed.map((name) => `- ${name}`),
  ]
  for (const line of lines) process.stdout.write(`${line}\n`)
  const count = `${lines.length} ${lines.length === 1 ? 'change' : 'changes'}`
  process.stderr.write(isDryRun ? `${count} would be made; nothing was changed.\n` : `${count} made.\n`)
}

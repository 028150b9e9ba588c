import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { ExportCheck, type KeptHead } from '@plinth/webhooks/check-audit-export'
import { messageOf, Refusal } from '../refusal.ts'

/** Checks an export of the audit log without a database, and names the first line that does not fit: exit code 1. */
export async function verifyExport(file: string, heads: readonly KeptHead[]): Promise<number> {
  const check = new ExportCheck(heads)
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (!check.add(line)) break
  } catch (err) {
    throw new Refusal(`${file} cannot be read (${messageOf(err)})`, { cause: err })
  }
  const { entries, unsealed, gaps, fault } = check.end()
  if (fault !== undefined) {
    process.stderr.write(`plinth: ${fault}.\n`)
    return 1
  }
  process.stdout.write(`${entries} entries fit their seals, ${unsealed} had none yet; ${gaps} gaps\n`)
  return 0
}

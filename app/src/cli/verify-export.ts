import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { type CheckedExport, ExportCheck, type KeptHead } from '@plinth/webhooks/check-audit-export'
import { messageOf, Refusal } from '../refusal.ts'

// Events come over the bus in messages of at most 1 MiB.
const lineMax = 4 * 1_024 * 1_024

/**
 * Checks an export of the audit log without a database. Exit code 0: every chain is whole. 3: single lines fit, and no more is
 * proved, or there is no entry. 1, with the name of the first line that does not fit or what is missing.
 */
export async function verifyExport(file: string, heads: readonly KeptHead[]): Promise<number> {
  const check = new ExportCheck(heads)
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    for await (const line of linesOf(input)) if (!check.add(line)) break
  } catch (err) {
    throw new Refusal(`${file} cannot be read (${messageOf(err)})`, { cause: err })
  }
  const checked = check.end()
  if (checked.fault !== undefined) {
    process.stderr.write(`plinth: ${checked.fault}.\n`)
    return 1
  }
  process.stdout.write(textOf(checked))
  return checked.isWhole ? 0 : 3
}

/** Lines end at \n alone; readline would also split at U+2028 and U+2029, which names may hold. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = ''
  const chunks: AsyncIterable<string> = input.setEncoding('utf8')
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
    if (rest.length > lineMax) throw new Error(`a line has more than ${lineMax} characters`)
  }
  if (rest !== '') yield rest
}

function textOf(checked: CheckedExport): string {
  if (checked.isWhole) return wholeText(checked)
  if (checked.entries > 0) return linesText(checked)
  return 'NOTHING PROVED: the export has no entry. Export a time in which something was changed.\n'
}

function wholeText({ entries, chains }: CheckedExport): string {
  const lines = chains.map(({ month, last, keptUntil }) =>
    keptUntil === undefined
      ? `${month}  positions 1 to ${last}, no kept head: entries that were rewritten with their seals look the same`
      : `${month}  positions 1 to ${last}, proved up to the kept head at ${keptUntil}`,
  )
  return `${[`${entries} entries fit their seals, and every chain is whole.`, ...lines].join('\n')}\n`
}

const linesText = ({ entries, unsealed, gaps, chains }: CheckedExport): string =>
  [
    `${chains.some(({ keptUntil }) => keptUntil !== undefined) ? 'PROVED IN PART' : 'SINGLE LINES ONLY'}: ${entries - unsealed} lines fit their own seals; ${unsealed} have none, and the chains have ${gaps} gaps.`,
    'This does not prove that no line was left out, or that no line was rewritten with a new seal.',
    ...chains
      .filter(({ keptUntil }) => keptUntil !== undefined)
      .map(({ month, keptUntil }) => `${month} alone is proved up to the kept head at ${keptUntil}.`),
    'For that, check an export with all_workspaces=true against kept heads, or run `plinth audit verify`.\n',
  ].join('\n')

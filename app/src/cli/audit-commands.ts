import { type Command, InvalidArgumentError, withExample } from '@plinth/cli/commander'
import type { KeptHead } from '@plinth/webhooks/check-audit-export'
import type { Deps } from './command-deps.ts'

const keptHead = ['--head <month:position:seal>', 'a head that was kept elsewhere; may be repeated'] as const

/** `plinth audit verify|verify-export`. */
export function fillAudit(audit: Command, { run, options }: Deps): void {
  withExample(audit, 'plinth audit verify')
  const verifying = audit
    .command('verify')
    .description(
      'Recompute the seals of the audit log from the database of webhooks, with or without a running Plinth, compare kept heads, and name the first entry that does not fit. Exit code 1 when one does not, or when no month is within --from and --to; 3 when the log has no entry and no head was given.',
    )
    .option('--from <month>', 'first month, such as 2026-01; default: the oldest', monthOf)
    .option('--to <month>', 'last month; default: the newest', monthOf)
    .option(...keptHead, headsOf)
  verifying.action((bounds: { from?: string; to?: string; head?: KeptHead[] }) =>
    run(async () => (await import('./verify-audit.ts')).verifyAudit(options, bounds))(),
  )
  const checking = audit
    .command('verify-export <file>')
    .description(
      'Check an export of the audit log (- for standard input) without a database: every seal, the links between them, and kept heads. Exit code 0 when the chains are whole, 3 when single lines fit and no more is proved or there is no entry, 1 when a line does not fit or is missing.',
    )
    .option(...keptHead, headsOf)
  checking.action((file: string, { head = [] }: { head?: KeptHead[] }) =>
    run(async () => (await import('./verify-export.ts')).verifyExport(file, head))(),
  )
  withExample(checking, 'plinth audit verify-export audit.ndjson')
  withExample(verifying, 'plinth audit verify', 'plinth audit verify --from=2026-01 --to=2026-03')
}

function headsOf(text: string, before: readonly KeptHead[] = []): KeptHead[] {
  const [, month, position, seal] = /^([\d-]+):(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (month === undefined || seal === undefined)
    throw new InvalidArgumentError('The value must be month, position and seal, such as 2026-01:4711:9f86….')
  return [...before, { month: monthOf(month), position: Number(position), seal }]
}

function monthOf(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError('The value must be a month, such as 2026-01.')
  return text
}

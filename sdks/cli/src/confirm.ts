import { createInterface } from 'node:readline'
import { CliError, usageError } from './failure.ts'
import { canAsk, type Io } from './io.ts'
import { visible } from './output/visible.ts'

/** Asks before something is deleted. Throws if the answer is no, and if there is no terminal to ask on. */
export async function confirm(io: Io, what: string): Promise<void> {
  if (!canAsk(io)) throw usageError(`${visible(what)}: without a terminal, this needs --yes.`)
  const answer = await asked(io, `${visible(what)}? [y/N] `)
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('failed', 'NOT_CONFIRMED', 'Nothing was changed.')
}

function asked(io: Io, question: string): Promise<string> {
  const lines = createInterface({ input: io.stdin, output: io.stderr, terminal: true, historySize: 0 })
  return new Promise<string>((resolve, reject) => {
    lines.on('SIGINT', () => reject(new CliError('interrupted', 'INTERRUPTED', 'Nothing was changed.')))
    lines.on('close', () => resolve(''))
    lines.question(question, resolve)
  }).finally(() => lines.close())
}

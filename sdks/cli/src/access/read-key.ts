import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CliError, usageError } from '../failure.ts'
import { canAsk, type Io } from '../io.ts'

/** A key as it is typed, which the terminal does not show, or the text of standard input. */
export async function readKey(io: Io): Promise<string> {
  const given = (
    canAsk(io) ? await hidden(io, 'API key (it is not shown): ') : await text(io.stdin as NodeJS.ReadableStream)
  ).trim()
  if (given === '') throw usageError('No key was given: type it, or pipe it into `plinth login`.')
  if (!/^[!-~]+$/.test(given))
    throw usageError('The key contains characters that are not allowed. Copy the whole key again.')
  return given
}

function hidden(io: Io, question: string): Promise<string> {
  // readline echoes to its output.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: io.stdin, output: nowhere, terminal: true, historySize: 0 })
  // Only now: from here on the terminal shows nothing of what is typed.
  io.stderr.write(question)
  return new Promise<string>((resolve, reject) => {
    lines.on('SIGINT', () => reject(new CliError('interrupted', 'INTERRUPTED', 'No key was kept.')))
    lines.on('close', () => resolve(''))
    lines.on('line', resolve)
  }).finally(() => {
    lines.close()
    io.stderr.write('\n')
  })
}

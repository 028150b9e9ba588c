import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { debianPackages, eventually, spawnKept } from '@plinth/testkit'
import { plinthScript } from './run-cli.ts'

export interface OnTerminal {
  /** All that the terminal was sent. */
  output(): string
  /** Types it. */
  type(text: string): void
  /** Resolves with the exit code of the command. */
  ended: Promise<number | null>
  end(): void
}

/** Runs a command line on a terminal of its own, 100 columns wide. */
export function onTerminal(
  line: string,
  { home, env = {} }: { home: string; env?: Record<string, string> },
): OnTerminal {
  debianPackages(['bsdutils'])
  const child = spawnKept('script', ['-qefc', `stty cols 100; ${line}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: home,
    env: { PATH: `${home}/bin:${process.env['PATH']}`, HOME: home, TERM: 'xterm-256color', ...env },
    endWith: [['SIGKILL', 5_000]],
  })
  child.ref()
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    output: () => output,
    type: (text) => void child.stdin?.write(text),
    ended,
    end: () => void child.kill('SIGKILL'),
  }
}

/** A `plinth` on the PATH of that home, which notes each call's arguments. Gives those of calls by a person. */
export function notedPlinth(home: string): () => string[] {
  const [folder, notes] = [join(home, 'bin'), join(home, 'calls')]
  mkdirSync(folder)
  writeFileSync(notes, '')
  writeFileSync(
    join(folder, 'plinth'),
    `#!/bin/sh\nprintf '%s\\n' "$*" >> '${notes}'\nexec '${process.execPath}' '${plinthScript}' "$@"\n`,
  )
  chmodSync(join(folder, 'plinth'), 0o755)
  return () =>
    readFileSync(notes, 'utf8')
      .split('\n')
      .filter((call) => call !== '' && !call.startsWith('__complete'))
}

/** Waits until the terminal shows it. */
export const shows = (terminal: OnTerminal, pattern: RegExp): Promise<void> =>
  eventually(() => {
    if (!pattern.test(terminal.output())) throw new Error(`no ${pattern} in ${JSON.stringify(terminal.output())}`)
  })

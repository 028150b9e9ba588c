import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { lastWords } from '@plinth/testkit'
import { runCli } from '../src/index.ts'

/** The program that the package is mounted in. */
export const plinthScript = fileURLToPath(new URL('../../../app/bin/plinth.mjs', import.meta.url))

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A home folder of a user, which goes with the test. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'plinth-cli-'))
  // A shell that is killed may still write its history.
  after(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return home
}

export interface RunOptions {
  env?: Readonly<Record<string, string>>
  input?: string
  home?: string
}

/** Runs `plinth` off a terminal, with nothing in its environment but what is given. */
export async function cli(
  args: readonly string[],
  { env, input = '', home = newHome() }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [plinthScript, ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...env },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed = once(child, 'close')
  await once(child, 'exit')
  await lastWords(closed)
  return { code: child.exitCode, stdout, stderr }
}

/**
 * Runs `plinth` within this process, at a fifth of what a process of its own costs: for what a command asks and prints. Data
 * comes from files: standard input is the test's.
 */
export async function cliWithin(
  args: readonly string[],
  { env, home = newHome() }: Omit<RunOptions, 'input'> = {},
): Promise<Ended> {
  const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()]
  const written = Promise.all([text(stdout), text(stderr)])
  const code = await runCli(args, { env: { HOME: home, ...env }, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await written
  return { code, stdout: out, stderr: err }
}

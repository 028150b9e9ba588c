import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '@plinth/testkit'
import { anything, difference, lineMatches } from './difference.ts'
import { provideSdks, sdkEnv } from './provide-sdks.ts'
import { type Expected, type Sample, type SdkLanguage, samplesOf } from './samples.ts'
import { openShell, type Shell } from './shell.ts'
import { shownValues } from './shown-values.ts'

/** The reader's environment before the first sample. */
export interface Reader {
  plinthUrl: string
  /** Environment of every sample. */
  env: Record<string, string>
  /** The language that the reader chooses where a sample has several; undefined: the first. */
  language?: SdkLanguage | undefined
}

// Address and port on the pages: free on a reader's machine, perhaps not on a test's.
const shownUrl = 'http://127.0.0.1:8080'
const shownPort = '9999'
const programs = {
  js: { program: 'node', extension: 'mjs' },
  python: { program: 'python3', extension: 'py' },
  php: { program: 'php', extension: 'php' },
}

/** Does what the page tells its reader to do, and compares what comes; rejects naming the page's line. Resolves with the number of samples. */
export async function runGuide(page: { name: string; path: string }, reader: Reader): Promise<number> {
  const markdown = (await readFile(page.path, 'utf8'))
    .replaceAll(shownUrl, reader.plinthUrl)
    .replaceAll(shownPort, String(await freePort()))
  const values = shownValues(Object.values(reader.env))
  const samples = pageSamples(page.name, markdown, reader.language)
  const shell = await openShell({ ...reader.env, ...sdkEnv })
  try {
    await provideSdks(shell.folder)
    for (const sample of samples) {
      const out = await at(page.name, sample.line, () => run(shell, sample, values.fillIn(sample.text)))
      values.see(out)
      if (sample.expected.length === 0) await at(page.name, sample.line, () => refuseErrors(out))
      for (const expected of sample.expected) await at(page.name, expected.line, () => compare(expected, out))
    }
  } finally {
    await shell.stop()
  }
  return samples.length
}

function pageSamples(name: string, markdown: string, language: SdkLanguage | undefined): Sample[] {
  try {
    return samplesOf(markdown, language)
  } catch (err) {
    throw new Error(`${name}: ${err instanceof Error ? err.message : String(err)}`)
  }
}

async function run(shell: Shell, sample: Sample, text: string): Promise<string> {
  if (sample.file !== undefined) {
    await writeFile(join(shell.folder, sample.file), text)
    return ''
  }
  if (sample.kind === 'sh') return shell.run(text)
  const { program, extension } = programs[sample.kind]
  const file = `sample-${sample.line}.${extension}`
  await writeFile(join(shell.folder, file), text)
  return shell.run(`${program} '${file}'`)
}

function compare({ kind, text }: Expected, out: string) {
  const lines = linesOf(out)
  if (kind === 'json') {
    const found = difference(shownJson(text), lastJson(out))
    if (found !== undefined) throw new Error(`${found}; it printed:\n${out}`)
  } else if (kind === 'values') {
    const values = leavesOf(shownJson(text))
    const foreign = lines.filter((line) => !values.some((shown) => difference(shown, line) === undefined))
    if (foreign.length > 0) throw new Error(`no value of the answer: ${foreign.join('\n')}\nit printed:\n${out}`)
  } else if (kind === 'http') {
    const missing = linesOf(text).filter((shown) => !lines.some((line) => lineMatches(shown, line)))
    if (missing.length > 0) throw new Error(`not in the answer: ${missing.join('\n')}\nit printed:\n${out}`)
  } else if (!lineMatches(linesOf(text).join('\n'), lines.join('\n'))) {
    throw new Error(`it printed:\n${out}`)
  }
}

function refuseErrors(out: string) {
  if (/^\{"error":/m.test(out)) throw new Error(`nobody expected this:\n${out}`)
}

/** All values in a body, as a program prints them. */
function leavesOf(body: unknown): string[] {
  if (typeof body === 'object' && body !== null) return Object.values(body).flatMap(leavesOf)
  return body === anything ? [] : [String(body)]
}

/** A bare `…` stands for any value. */
const shownJson = (text: string): unknown => JSON.parse(text.replaceAll(/: …/g, ': "…"'))

/** The body after the headers of `curl -i`; else everything. */
function lastJson(out: string): unknown {
  const body = out.startsWith('HTTP/') ? out.slice(out.search(/\r?\n\r?\n/)) : out
  return JSON.parse(body)
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())

async function at<T>(page: string, line: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (err) {
    throw new Error(`${page}:${line}: ${err instanceof Error ? err.message : String(err)}`)
  }
}

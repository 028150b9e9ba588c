// One line for each test file as it ends, what its tests chose to say, then every failure in full and one closing count.
import { writeSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { inspect } from 'node:util'

/** The events of node:test that are read here. `test:complete` comes at once, others wait for the files before. */
type TestEvent =
  | { type: 'test:dequeue'; data: Place }
  | { type: 'test:complete'; data: Completed }
  | { type: 'test:diagnostic'; data: { message: string; file?: string } }
  | { type: 'test:stderr' | 'test:stdout'; data: { message: string; file?: string } }

interface Place {
  name: string
  file?: string
  line?: number
  /** Missing: this is the file itself. */
  entryFile?: string
}

interface Completed extends Place {
  details: { passed: boolean; type?: string; duration_ms: number; error?: TestError }
}

interface TestError extends Error {
  failureType?: string
  /** How a file's process ended. */
  exitCode?: number
  signal?: string | null
}

interface Counted {
  tests: number
  passed: number
}

// Of what a file wrote to standard error, for its failure.
const errorsMax = 4_000

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const running = new Map<string, Counted>()
  const failures: Completed[] = []
  const all: Counted = { tests: 0, passed: 0 }
  const closing = new Map<string, number>()
  const errors = new Map<string, string>()
  // A file that fails itself has no test that says why.
  const linesOf = (failed: Completed) =>
    failureLines(failed) + (isFile(failed) ? (errors.get(pathOf(failed)) ?? '') : '')
  const stopped = () => {
    const unfinished = [...running.keys()].map((file) => `✖ ${relative('.', file)}: was still running\n`)
    const counts = `ℹ tests ${all.tests}\nℹ pass ${all.passed}\nℹ fail ${all.tests - all.passed}\n`
    writeSync(1, [...failures.map(linesOf), ...unfinished, 'Stopped before the end.\n', counts].join(''))
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopped)
  for await (const { type, data } of events) {
    if (type === 'test:stderr' && data.file !== undefined)
      errors.set(data.file, `${errors.get(data.file) ?? ''}${data.message}`.slice(-errorsMax))
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message
    else if (type === 'test:dequeue' && isFile(data)) running.set(pathOf(data), { tests: 0, passed: 0 })
    else if (type === 'test:complete') {
      if (!data.details.passed && data.details.error?.failureType !== 'subtestsFailed') failures.push(data)
      if (isFile(data)) {
        yield fileLine(data, running.get(pathOf(data)))
        running.delete(pathOf(data))
        if (data.details.passed) errors.delete(pathOf(data))
      } else if (data.details.type !== 'suite') {
        for (const counted of [all, running.get(data.entryFile ?? '')]) count(counted, data)
      }
    } else if (type === 'test:diagnostic') {
      // Without a file it is a line of a run's closing count, such as "pass 12".
      if (data.file !== undefined) yield `    ${relative('.', data.file)}: ${data.message}\n`
      else add(closing, data.message)
    }
  }
  yield* failures.map(linesOf)
  for (const [what, sum] of closing) yield `ℹ ${what} ${sum}\n`
}

function add(sums: Map<string, number>, line: string): void {
  const [what = '', figure = ''] = line.split(' ')
  sums.set(what, (sums.get(what) ?? 0) + Number(figure))
}

// A file's name is as it was given, its path and an entryFile are absolute.
const pathOf = ({ file, name }: Place) => resolve(file ?? name)
const isFile = ({ entryFile }: Place) => entryFile === undefined

function count(counted: Counted | undefined, { details }: Completed) {
  if (counted === undefined) return
  counted.tests++
  if (details.passed) counted.passed++
}

function fileLine({ name, details }: Completed, { tests, passed }: Counted = { tests: 0, passed: 0 }): string {
  const what = details.passed ? `✔ ${relative('.', name)}: ${tests}` : `✖ ${relative('.', name)}: ${passed} of ${tests}`
  return `${what} (${(details.duration_ms / 1_000).toFixed(1)} s)\n`
}

function failureLines({ name, file, line, details: { error } }: Completed): string {
  const where = file === undefined ? '' : `${relative('.', file)}:${line ?? 1}\n`
  return `\n✖ ${name}\n${where}${inspect(error?.cause ?? error)}${ending(error)}\n\n`
}

const ending = ({ exitCode, signal }: Partial<TestError> = {}) =>
  exitCode === undefined ? '' : `, the process ended with ${signal ?? exitCode}`

// Runs test files, each in a process of its own, several at once and the slowest first; last those that start containers, one
// at a time: each starts a Plinth of several processes, which starve beside another. What is no file is a flag of Node.js,
// except --failed-again (decision 0234): files that fail, when they are few, run once more with nothing beside them.
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import report from '../test-reporter.ts'
import { endOverdueFiles } from './overdue-files.ts'
import { slowestFirst, startsContainers } from './slow-files.ts'

const args = process.argv.slice(2)
const files = args.filter((arg) => !arg.startsWith('-'))
const isFailedAgain = args.includes('--failed-again')
const flags = args.filter((arg) => arg.startsWith('-') && arg !== '--failed-again')
// More are no accident.
const againMax = 3
// Above each file's own bound (file-bound.ts), which says what was still open.
const timeoutMs = 1_000_000

const phases = [
  // A file's processes compute for two fifths of its time; the rest they wait for servers, pauses and freezes.
  { files: files.filter((file) => !startsContainers(file)), concurrency: Math.max(4, 2 * availableParallelism()) },
  { files: files.filter(startsContainers), concurrency: 1 },
]

const overdue = endOverdueFiles()

async function* everyEvent() {
  const failed = new Set<string>()
  for (const { files, concurrency } of phases) yield* eventsOf(files, concurrency, failed)
  const isAgain = isFailedAgain && failed.size > 0 && failed.size <= againMax
  if (!isAgain) return end(failed)
  const again = [...failed]
  process.stderr.write(`\nFailed beside others; once more, alone: ${again.join(' ')}\n`)
  failed.clear()
  yield* eventsOf(again, 1, failed)
  process.stderr.write(
    again.map((file) => `✱ ${file} ${failed.has(file) ? 'failed again' : 'passed alone: mend it'}\n`).join(''),
  )
  end(failed)
}

/** Adds the files that fail to `failed`. */
async function* eventsOf(files: readonly string[], concurrency: number, failed: Set<string>) {
  if (files.length === 0) return
  const events = run({
    files: slowestFirst(files),
    concurrency,
    timeout: timeoutMs,
    execArgv: [`--import=${fileURLToPath(new URL('file-bound.ts', import.meta.url))}`, '--test-force-exit', ...flags],
  })
  events.on('test:complete', ({ name, details, ...place }) => {
    const isFile = !('entryFile' in place) || place.entryFile === undefined
    if (!isFile) return
    overdue.ended(name)
    if (!details.passed) failed.add(name)
  })
  // A failure without a file is one of the run itself.
  events.on('test:summary', ({ success, file }) => {
    if (!success && file === undefined && failed.size === 0) process.exitCode = 1
  })
  yield* events
}

function end(failed: ReadonlySet<string>): void {
  if (failed.size > 0) process.exitCode = 1
}

// A few files are looked at test by test.
const isFew = files.length <= 5 && phases.some((phase) => phase.files.length === 0)
Readable.from(everyEvent())
  .compose(isFew ? spec : report)
  .pipe(process.stdout)

// Runs test files, each in a process of its own, several at once and the slowest first; last those that start containers, one
// at a time: each starts a Plinth of several processes, which starve beside another. What is no file is a flag of Node.js.
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import report from '../test-reporter.ts'
import { slowestFirst, startsContainers } from './slow-files.ts'

const args = process.argv.slice(2)
const files = args.filter((arg) => !arg.startsWith('-'))
const flags = args.filter((arg) => arg.startsWith('-'))
// Above each file's own bound (file-bound.ts), which says what was still open.
const timeoutMs = 1_000_000

const phases = [
  // Most files wait for their servers more than they compute.
  { files: files.filter((file) => !startsContainers(file)), concurrency: Math.max(4, 2 * availableParallelism()) },
  { files: files.filter(startsContainers), concurrency: 1 },
]

async function* everyEvent() {
  for (const { files, concurrency } of phases) {
    if (files.length === 0) continue
    const events = run({
      files: slowestFirst(files),
      concurrency,
      timeout: timeoutMs,
      execArgv: [`--import=${fileURLToPath(new URL('file-bound.ts', import.meta.url))}`, '--test-force-exit', ...flags],
    })
    events.on('test:summary', ({ success }) => {
      if (!success) process.exitCode = 1
    })
    yield* events
  }
}

// A few files are looked at test by test.
const isFew = files.length <= 5 && phases.some((phase) => phase.files.length === 0)
Readable.from(everyEvent())
  .compose(isFew ? spec : report)
  .pipe(process.stdout)

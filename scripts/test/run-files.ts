// Runs test files, each in a process of its own, several at once and the slowest first. What is no file is a flag of Node.js.
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import report from '../test-reporter.ts'
import { slowestFirst } from './slow-files.ts'

const args = process.argv.slice(2)
const files = args.filter((arg) => !arg.startsWith('-'))
const flags = args.filter((arg) => arg.startsWith('-'))
// Most files wait for their servers more than they compute.
const concurrency = Math.max(4, 2 * availableParallelism())
const timeoutMs = 300_000

const events = run({
  files: slowestFirst(files),
  concurrency,
  timeout: timeoutMs,
  execArgv: [`--import=${fileURLToPath(new URL('file-bound.ts', import.meta.url))}`, '--test-force-exit', ...flags],
})
events.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1
})
// A few files are looked at test by test.
events.compose(files.length > 5 ? report : spec).pipe(process.stdout)

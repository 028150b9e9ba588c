// Imported by each test file's process before the file: ends it, as a failure, when it runs for longer than it may.
import { writeSync } from 'node:fs'
import { relative } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { boundMs } from './slow-files.ts'

const graceMs = 5_000

/** Underneath process.stdout; not in Node's types. */
interface Handle {
  setBlocking?(isBlocking: boolean): number
}

if (isMainThread && process.env['NODE_TEST_CONTEXT'] === 'child-v8') {
  // --test-force-exit does not wait for a full pipe: without this, results that the runner has not read yet are lost, and
  // with them a failure of a hook of the file, which nothing else tells.
  const { _handle: handle } = process.stdout as typeof process.stdout & { _handle?: Handle }
  handle?.setBlocking?.(true)
  const file = relative('.', process.argv[1] ?? '')
  const ms = Number(process.env['TEST_FILE_BOUND_MS'] || boundMs(file))
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ')
    writeSync(2, `${file} was still running after ${ms} ms, with these open: ${open}\n`)
    process.exit(1)
  }, ms).unref()
  new Worker(new URL(import.meta.url), { workerData: { boundedFile: file, ms: ms + graceMs }, execArgv: [] }).unref()
} else if (workerData?.boundedFile !== undefined) {
  // The file's own thread computes without end and does not come to its timers.
  setTimeout(() => {
    writeSync(2, `${workerData.boundedFile} did not come to an end in ${workerData.ms} ms of computing.\n`)
    process.kill(process.pid, 'SIGKILL')
  }, workerData.ms)
}

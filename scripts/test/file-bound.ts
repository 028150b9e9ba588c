// Imported by each test file's process before the file: ends it, as a failure, when it runs for longer than it may.
import { writeSync } from 'node:fs'
import { relative } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { endAfter, isFileOfRunner } from './overdue-files.ts'
import { boundMs } from './slow-files.ts'

const graceMs = 5_000

/** Underneath process.stdout; not in Node's types. */
interface Handle {
  setBlocking?(isBlocking: boolean): number
}

if (isMainThread && isFileOfRunner()) {
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
  // Its own thread may compute without end and not come to its timers.
  endAfter(ms + graceMs, file)
}

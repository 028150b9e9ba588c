import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { canAsk, type Io } from '../../io.ts'

/**
 * Calls `pressed` for each key that a person presses, until the returned function is called. Undefined where no person can press one: off
 * a terminal, and in the background, where reading a terminal would stop the process. Ctrl-C and Ctrl-Z do what they always do.
 */
export async function pressedKeys(io: Io, pressed: (key: string) => void): Promise<{ stop: () => void } | undefined> {
  const { stdin } = io
  if (!canAsk(io) || !(await isInForeground())) return undefined
  const onData = (typed: Buffer | string) => {
    for (const key of typed.toString()) {
      if (key === '\x03') process.kill(process.pid, 'SIGINT')
      else if (key === '\x1a') pause()
      else pressed(key)
    }
  }
  const pause = () => {
    stdin.setRawMode?.(false)
    process.once('SIGCONT', () => stdin.setRawMode?.(true))
    process.kill(process.pid, 'SIGTSTP')
  }
  stdin.setRawMode?.(true)
  stdin.on('data', onData).resume()
  return {
    stop: () => {
      stdin.removeListener('data', onData).pause()
      stdin.setRawMode?.(false)
    },
  }
}

/** Whether the terminal is that of this process now. */
async function isInForeground(): Promise<boolean> {
  const ps = ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(process.pid)]
  const { stdout } = await promisify(execFile)('ps', ps).catch(() => ({ stdout: '' }))
  const [own, inFront] = stdout.trim().split(/\s+/)
  return own !== '' && own === inFront
}

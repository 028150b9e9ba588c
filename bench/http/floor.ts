import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Express } from 'express'

/** A server to compare with, in a process of its own. */
export interface Floor {
  url: string
  pid: number
  /** What else it said when it was ready. */
  keys: readonly string[]
}

const children: ChildProcess[] = []

/** Runs a file of this folder that says its port. */
export async function startFloor(file: string, args: readonly string[]): Promise<Floor> {
  const child = fork(new URL(file, import.meta.url).pathname, [...args])
  children.push(child)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code} before it listened`)
  })
  const [{ port, keys }] = await Promise.race([once(child, 'message'), ended])
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, keys: keys ?? [] }
}

export function stopFloors(): void {
  for (const child of children.splice(0)) if (child.connected) child.disconnect()
}

/** In a floor's process: serves until the parent goes. */
export function serve(app: Express, keys: readonly string[] = []): void {
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address !== null && typeof address === 'object') tellReady(address.port, keys)
  })
}

export function tellReady(port: number, keys: readonly string[] = []): void {
  process.send?.({ port, keys })
  process.on('disconnect', () => process.exit())
}

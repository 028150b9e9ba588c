import { type ChildProcess, fork } from 'node:child_process'

/** A process of the bench's own: a floor, or what makes load. */
export interface Child<Ready> {
  pid: number
  /** The child's message once it is ready. */
  ready: Ready
  ask<Answer>(question: object): Promise<Answer>
}

const running = new Set<ChildProcess>()

export async function startChild<Ready>(script: URL, args: readonly string[] = []): Promise<Child<Ready>> {
  const child = fork(script, [...args])
  running.add(child)
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${script.pathname} ended with ${signal ?? code}`)))
  })
  ended.catch(() => undefined)
  const nextMessage = <Message>(): Promise<Message> =>
    Promise.race([new Promise<Message>((resolve) => child.once('message', (said) => resolve(said as Message))), ended])
  const ready = await nextMessage<Ready>()
  return {
    pid: child.pid ?? 0,
    ready,
    ask: <Answer>(question: object) => {
      const answer = nextMessage<Answer>()
      child.send(question)
      return answer
    },
  }
}

export function stopChildren(): void {
  for (const child of running) if (child.connected) child.disconnect()
  running.clear()
}

/** In the child: reports that it is ready, answers the parent's questions, and ends with the parent. */
export function serveParent<Question>(ready: object, answer?: (question: Question) => Promise<object>): void {
  process.on('disconnect', () => process.exit())
  if (answer !== undefined)
    process.on('message', async (question) => process.send?.(await answer(question as Question)))
  process.send?.(ready)
}

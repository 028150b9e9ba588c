import type { CpuProfile } from './cpu-profile.ts'

interface Reply {
  id: number
  result?: { profile?: CpuProfile }
  error?: { message: string }
}

/** Profiles a process of Node.js, by its inspector, while the work runs. */
export async function profiled<T>(url: string, work: () => Promise<T>): Promise<{ profile: CpuProfile; result: T }> {
  const socket = new WebSocket(url)
  await event(socket, 'open')
  let lastId = 0
  const call = async (method: string): Promise<Reply> => {
    lastId++
    socket.send(JSON.stringify({ id: lastId, method }))
    for (;;) {
      const reply: Reply = JSON.parse(String((await event<MessageEvent>(socket, 'message')).data))
      if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`)
      if (reply.id === lastId) return reply
    }
  }
  try {
    await call('Profiler.enable')
    await call('Profiler.start')
    const result = await work()
    const { profile } = (await call('Profiler.stop')).result ?? {}
    if (profile === undefined) throw new Error('the inspector sent no profile')
    return { profile, result }
  } finally {
    socket.close()
  }
}

const event = <E extends Event>(socket: WebSocket, name: 'open' | 'message'): Promise<E> =>
  new Promise((resolve, reject) => {
    socket.addEventListener(name, (one) => resolve(one as E), { once: true })
    socket.addEventListener('error', () => reject(new Error('the inspector is gone')), { once: true })
  })

import assert from 'node:assert/strict'

export interface SignedIn {
  id: string
  /** The content of the cookie: the same at every gateway, whose cookies have names of their own. */
  token: string
}

let addresses = 0

/** Calls a gateway as its console does, each time from another address. */
export function pageOf(url: string) {
  const ask = (method: string, path: string, headers: Record<string, string>, body?: object) => {
    const count = addresses++
    const from = { 'x-forwarded-for': `10.2.${(count >> 8) & 255}.${count & 255}` }
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    return fetch(`${url}/api/v1${path}`, {
      ...{ method, headers: { 'x-plinth-page': 'console', origin: url, ...from, ...json, ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  const started = async (answer: Response): Promise<SignedIn> => {
    const text = await answer.text()
    if (answer.status !== 201) throw new Error(String(answer.status))
    const token = /=(pcs_[\w-]{43});/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
    assert.ok(token, 'no cookie')
    return { id: JSON.parse(text).data.id, token }
  }
  const cookieOf = ({ token }: SignedIn) => `plinth_session_${new URL(url).port}=${token}`
  return {
    ask,
    cookieOf,
    /** Rejects with the status of a refusal. */
    signIn: async (key: string, headers: Record<string, string> = {}) =>
      started(await ask('POST', '/sessions', { authorization: `Bearer ${key}`, ...headers })),
    redeem: async (code: string, headers: Record<string, string> = {}) =>
      started(await ask('POST', '/sessions', headers, { code })),
    status: async (session: SignedIn) => {
      const answer = await ask('GET', '/session', { cookie: cookieOf(session) })
      await answer.arrayBuffer()
      return answer.status
    },
  }
}

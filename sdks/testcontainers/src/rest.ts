export interface Access {
  /** http://HOST:PORT */
  url: string
  key: string
}

export interface RestOptions {
  /** The workspace to act in, for an operator. */
  workspaceId?: string
}

/** One call of Plinth's REST API; rejects with what Plinth said when it says no. */
export async function rest<T>(
  { url, key }: Access,
  method: string,
  path: string,
  body?: unknown,
  { workspaceId }: RestOptions = {},
): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`)
  return JSON.parse(text).data
}

export async function putCatalog(access: Access, catalog: unknown): Promise<void> {
  await rest(access, 'PUT', '/catalog', catalog)
}

import { apiUrl } from './address.ts'
import { endWithSession } from './query-cache.ts'
import { Client } from './sdk.ts'

interface Download {
  query: Readonly<Record<string, string | undefined>>
  workspaceId: string
  fileName: string
}

const timeout = 600_000

/**
 * Saves an answer that is no JSON document as a file. The browser holds it outside of the page's memory. Rejects with the
 * error of the API.
 *
 * @param path below /api/v1
 */
export async function download(path: string, { query, workspaceId, fileName }: Download): Promise<void> {
  let file: Blob | undefined
  const fetchFile = async (url: string, init: RequestInit) => {
    const response = await fetch(url, init)
    if (!response.ok) return response
    file = await response.blob()
    return new Response(null, { status: 204 })
  }
  const client = Client.session({ page: 'console', baseUrl: apiUrl, fetch: fetchFile, timeout, totalTimeout: timeout })
  await client.request('GET', path, { query, workspaceId, maxRetries: 0 }).catch((err: unknown) => {
    endWithSession(err)
    throw err
  })
  if (file !== undefined) save(file, fileName)
}

/** Lets the browser save the file under that name. */
export function save(file: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = fileName
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

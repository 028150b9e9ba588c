import { toPlinthError } from '@plinth/kit/errors'
import type { ExportAuditEntriesResponse as Page } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { isoTime } from '../operation/view.ts'

interface Asked {
  allWorkspaces: boolean
  from: Date | undefined
}

/**
 * The lines of all pages, a page at a time; the last line tells whether they are complete, also when a page fails, and of which
 * workspaces and times they are.
 */
export async function* exportLines(
  { allWorkspaces, from }: Asked,
  first: Page,
  pageAt: (cursor: string) => Promise<Page>,
): AsyncGenerator<Buffer, void> {
  let entries = 0
  try {
    for (let page = first; ; page = await pageAt(page.nextCursor)) {
      if (page.count > 0) yield page.lines
      entries += page.count
      if (page.nextCursor === '') break
    }
  } catch (thrown) {
    const { code, message } = toPlinthError(thrown)
    yield line({ export: { complete: false, entries, error: { code, message } } })
    throw thrown
  }
  const span = { from: isoTime(from), to: isoTime(first.to) }
  yield line({ export: { complete: true, entries, all_workspaces: allWorkspaces, ...span } })
}

const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`)

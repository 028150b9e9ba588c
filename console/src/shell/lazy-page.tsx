import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { Loading } from '../ui/loading.tsx'
import type { Loadable, PageComponent } from './loadable.ts'

const loaded = new Map<Loadable, PageComponent>()

/** Loads the file of a page, so that it is drawn at once when it is shown. Rejects if the file is not there. */
export async function preload(entry: Loadable): Promise<void> {
  const { Page } = await entry.load()
  loaded.set(entry, Page)
}

/** A page, loaded at its first visit. A file of an older build may be gone: the document must be loaded again. */
export function LazyPage({ entry, params }: { entry: Loadable; params: Readonly<Record<string, unknown>> }) {
  const [, redraw] = useState(0)
  const [hasFailed, setFailed] = useState(false)
  const Page = loaded.get(entry)
  useEffect(() => {
    // Not whether it is loaded by now: it may be since this was drawn.
    if (Page !== undefined) return
    preload(entry).then(
      () => redraw((count) => count + 1),
      () => setFailed(true),
    )
  }, [entry])
  if (hasFailed) {
    return (
      <div class="failure" role="alert">
        <p>{words.failure.newVersion}</p>
        <button type="button" onClick={() => location.reload()}>
          {words.common.reload}
        </button>
      </div>
    )
  }
  return Page === undefined ? <Loading /> : <Page {...params} />
}

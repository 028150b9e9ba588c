import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { endWithSession } from '../../api/query-cache.ts'
import { type Catalog, type CatalogDifference, PreconditionFailedError } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Lines } from '../../ui/field.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import { CatalogFailure } from './catalog-failure.tsx'
import { type Draft, draftOf, textOf } from './draft.ts'
import { TableEditor } from './table-editor.tsx'

interface Version {
  catalog: Catalog
  etag: string | undefined
}

interface EditorProps {
  opened: Version
  load: () => Promise<Version>
  how: 'table' | 'json'
  onHow: (how: 'table' | 'json') => void
  onClose: () => void
  onApplied: () => void
}

/**
 * Edits the catalogue as text, which the table changes, too. The version that it began with is the only one it changes: when
 * another editor was faster, the text stays, and is compared with what the catalogue is now.
 */
export function Editor({ opened, load, how, onHow, onClose, onApplied }: EditorProps) {
  const { catalog: text } = words
  const [base, setBase] = useState(opened)
  const [typed, setTyped] = useState(() => textOf(opened.catalog))
  const [compared, setCompared] = useState<{ draft: Draft; difference: CatalogDifference }>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const read = readDraft(typed)
  const compare = async (against: Version) => {
    if ('mistake' in read) return
    const { draft } = read
    setBusy(true)
    setError(undefined)
    try {
      const options = { ifMatch: against.etag }
      setCompared({ draft, difference: await client.catalog.apply({ ...draft, dry_run: true }, options) })
    } catch (err) {
      endWithSession(err)
      setError(err)
    } finally {
      setBusy(false)
    }
  }
  const compareAnew = async () => {
    const present = await load().catch((err: unknown) => setError(err))
    if (present === undefined) return
    setBase(present)
    await compare(present)
  }
  return (
    <>
      {how === 'json' ? (
        <Lines label={text.json} hint={text.jsonHint} value={typed} onChange={setTyped} rows={24} />
      ) : (
        !('mistake' in read) && <TableEditor draft={read.draft} onChange={(draft) => setTyped(textOf(draft))} />
      )}
      {'mistake' in read && (
        <p class="failure" role="alert">
          {text.notJson} {read.mistake}
        </p>
      )}
      {error !== undefined && (
        <CatalogFailure error={error} onCompare={error instanceof PreconditionFailedError ? compareAnew : undefined} />
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" disabled={'mistake' in read} onClick={() => onHow(how === 'json' ? 'table' : 'json')}>
          {how === 'json' ? text.editTable : text.editJson}
        </button>
        <button type="button" class="primary" disabled={isBusy || 'mistake' in read} onClick={() => void compare(base)}>
          {text.compare}
        </button>
      </div>
      {compared !== undefined && (
        <ApplyDialog
          before={base.catalog}
          etag={base.etag}
          {...compared}
          onClose={() => setCompared(undefined)}
          onDone={onApplied}
        />
      )}
    </>
  )
}

function readDraft(typed: string): { draft: Draft } | { mistake: string } {
  try {
    return { draft: draftOf(typed) }
  } catch (err) {
    return { mistake: err instanceof Error ? err.message : String(err) }
  }
}

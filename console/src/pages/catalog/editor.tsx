import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { endWithSession, holdPage } from '../../api/query-cache.ts'
import { type CatalogDifference, PreconditionFailedError } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Lines } from '../../ui/field.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import { CatalogFailure } from './catalog-failure.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { type Draft, draftOf, textOf } from './draft.ts'
import { keepDraft, keptDraft, type Version } from './kept-draft.ts'
import { TableEditor } from './table-editor.tsx'

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
 * another editor was faster, the text stays, and is compared with what the catalogue is now. Typed text outlives the
 * session and the page, until it is applied or discarded.
 */
export function Editor({ opened, load, how, onHow, onClose, onApplied }: EditorProps) {
  const { catalog: text } = words
  const [restored] = useState(keptDraft)
  const [base, setBase] = useState(restored?.base ?? opened)
  const [typed, setTyped] = useState(() => restored?.typed ?? textOf(opened.catalog))
  const [isDiscarding, setDiscarding] = useState(false)
  const [compared, setCompared] = useState<{ draft: Draft; difference: CatalogDifference }>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const failed = useRef<HTMLDivElement>(null)
  useEffect(() => failed.current?.scrollIntoView({ block: 'nearest' }), [error])
  const isUnsaved = typed !== textOf(base.catalog)
  useEffect(() => keepDraft(isUnsaved ? { base, typed } : undefined), [isUnsaved, base, typed])
  useLayoutEffect(() => (isUnsaved ? holdPage() : undefined), [isUnsaved])
  const read = readDraft(typed)
  const compare = async (against: Version) => {
    if ('mistake' in read) return
    // The server names a mistake by its place in the JSON; the field itself is nearer.
    const wrong = document.querySelector<HTMLElement>('#content [aria-invalid="true"]')
    if (wrong !== null) return wrong.focus()
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
  const discard = () => {
    keepDraft(undefined)
    onClose()
  }
  return (
    <>
      {restored !== undefined && (
        <p class="notice" role="status">
          {text.restored}
        </p>
      )}
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
        <div ref={failed}>
          <CatalogFailure
            error={error}
            onCompare={error instanceof PreconditionFailedError ? compareAnew : undefined}
          />
        </div>
      )}
      <div class="buttons">
        <button type="button" onClick={isUnsaved ? () => setDiscarding(true) : discard}>
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
          onDone={() => {
            keepDraft(undefined)
            onApplied()
          }}
        />
      )}
      {isDiscarding && <DiscardDialog onClose={() => setDiscarding(false)} onDiscard={discard} />}
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

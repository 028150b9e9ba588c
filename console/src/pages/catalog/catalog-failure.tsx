import { ConflictError } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'

/** Why the catalogue was not changed, and what to do next. */
export function CatalogFailure({ error, onCompare }: { error: unknown; onCompare: (() => void) | undefined }) {
  const { stale, staleHelp, compareAnew, held } = words.catalog
  if (onCompare !== undefined)
    return (
      <div class="failure" role="alert">
        <strong>{stale}</strong>
        <p>{staleHelp}</p>
        <button type="button" onClick={onCompare}>
          {compareAnew}
        </button>
      </div>
    )
  return (
    <>
      <Failure error={error} />
      {error instanceof ConflictError && <p>{held}</p>}
    </>
  )
}

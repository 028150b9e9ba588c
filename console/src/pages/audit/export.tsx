import { useState } from 'preact/hooks'
import { download } from '../../api/download.ts'
import { words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Input } from '../../ui/field.tsx'
import { isoOf } from '../../ui/time.ts'

/** Saves the entries of a workspace as a file of JSON lines. */
export function Export({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { audit, common } = words
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false })
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    setState({ isBusy: true })
    const query = { from: from === '' ? undefined : isoOf(from), to: to === '' ? undefined : isoOf(to) }
    try {
      await download('/audit-log/export', { query, workspaceId, fileName: `audit-log-${workspaceId}.ndjson` })
      onClose()
    } catch (error) {
      setState({ isBusy: false, error })
    }
  }
  return (
    <Dialog title={audit.exportTitle} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <p>{audit.exportText}</p>
        <Input label={audit.exportFrom} type="datetime-local" value={from} onChange={setFrom} isOptional />
        <Input label={audit.exportTo} type="datetime-local" value={to} onChange={setTo} isOptional />
        {state.error !== undefined && <Failure error={state.error} />}
        <div class="buttons">
          <button type="button" onClick={onClose}>
            {common.cancel}
          </button>
          <button type="submit" class="primary" disabled={state.isBusy}>
            {audit.export}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

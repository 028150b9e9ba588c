import { useState } from 'preact/hooks'
import { download } from '../../api/download.ts'
import { words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { TimeField } from '../../ui/time-field.tsx'

/** Saves the entries of a workspace as a file of JSON lines. */
export function Export({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { audit, common } = words
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false })
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    setState({ isBusy: true })
    const query = { from: from || undefined, to: to || undefined }
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
        <TimeField label={audit.exportFrom} value={from} onChange={setFrom} isOptional />
        <TimeField label={audit.exportTo} value={to} onChange={setTo} isOptional />
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

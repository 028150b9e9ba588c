import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { queries, reload } from '../../api/query-cache.ts'
import type { Workspace } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import { isNameTyped, TypedName } from '../../ui/typed-name.tsx'

/** Asks for the name before. */
export function DeleteWorkspace({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { settings: text } = words
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  return (
    <FormDialog
      title={text.deleteTitle(visible(workspace.name))}
      submit={text.delete}
      isDanger
      done={text.deleted(visible(workspace.name))}
      isReady={isNameTyped(typed, workspace.name)}
      write={(options) => (client) => client.workspaces.delete(workspace.id, options)}
      content={workspace.id}
      onClose={onClose}
      onDone={() => {
        navigate('/workspaces')
        queries.removeQueries({ queryKey: ['workspaces', 'one', workspace.id] })
        void reload('workspaces', 'list')
      }}
    >
      <p>{text.dangerText}</p>
      <TypedName name={workspace.name} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}

import { useState } from 'preact/hooks'
import { reload } from '../../api/query-cache.ts'
import { words } from '../../messages/index.ts'
import { Input } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { TabProps } from './tab-props.ts'

interface ChangeStatusProps extends TabProps {
  verb: 'suspend' | 'reactivate'
  onClose: () => void
}

/** Suspends an active workspace, reactivates a suspended one. */
export function ChangeStatus({ workspace, verb, onClose }: ChangeStatusProps) {
  const { workspace: text } = words
  const [reason, setReason] = useState('')
  const body = { reason: reason || undefined }
  return (
    <FormDialog
      title={text[`${verb}Title`](visible(workspace.name))}
      submit={text[verb]}
      isDanger={verb === 'suspend'}
      write={(options) => (client) => client.workspaces[verb](workspace.id, body, options)}
      content={[verb, body]}
      onClose={onClose}
      onDone={() => {
        void reload('workspaces')
        onClose()
      }}
    >
      <p>{text[`${verb}Text`]}</p>
      <Input label={text.reason} name="reason" value={reason} onChange={setReason} isOptional />
    </FormDialog>
  )
}

import type { LiveSession } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'

interface EndSessionProps {
  session: LiveSession
  onClose: () => void
  onDone: () => void
}

export function EndSession({ session, onClose, onDone }: EndSessionProps) {
  const { access } = words
  return (
    <FormDialog
      title={access.endTitle(visible(session.actor.name))}
      submit={access.end}
      isDanger
      done={access.ended(visible(session.actor.name))}
      write={(options) => (client) => client.sessions.end(session.id, options)}
      content={session.id}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{access.endText}</p>
    </FormDialog>
  )
}

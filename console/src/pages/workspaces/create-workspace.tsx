import { useState } from 'preact/hooks'
import type { Workspace } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Input, Select } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { type Tier, tierOptions } from '../../ui/tiers.ts'

interface CreateWorkspaceProps {
  /** ID of the user who is named at first. */
  owner: string
  onClose: () => void
  onDone: (workspace: Workspace) => void
}

/** An operator names the owner; a user owns what they create. */
export function CreateWorkspace({ owner: first, onClose, onDone }: CreateWorkspaceProps) {
  const { workspaces } = words
  const { isOperator } = useSigned()
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [tier, setTier] = useState('free')
  const [owner, setOwner] = useState(first)
  const body = {
    name,
    slug: slug || undefined,
    ...(isOperator ? { tier: tier as Tier, owner_id: owner || undefined } : {}),
  }
  return (
    <FormDialog
      title={workspaces.create}
      submit={workspaces.create}
      write={(options) => (client) => client.workspaces.create(body, options)}
      content={body}
      onClose={onClose}
      onDone={onDone}
    >
      <Input label={workspaces.name} name="name" value={name} onChange={setName} isRequired />
      <Input
        label={workspaces.slug}
        name="slug"
        value={slug}
        onChange={setSlug}
        hint={workspaces.slugHint}
        isOptional
      />
      {isOperator && (
        <>
          <Select label={workspaces.tier} name="tier" value={tier} onChange={setTier} options={tierOptions()} />
          <Input
            label={workspaces.owner}
            name="owner_id"
            hint={workspaces.ownerHint}
            value={owner}
            onChange={setOwner}
            isOptional
          />
        </>
      )}
    </FormDialog>
  )
}

import { useState } from 'preact/hooks'
import { reload } from '../../api/query-cache.ts'
import type { Workspace } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Tier, tierOptions, tiers, tierText } from '../../ui/tiers.ts'

/** For operators. A tier has rate limits and grants nothing, so there is no plan whose difference could be shown. */
export function ChangeTier({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { settings: text, workspaces } = words
  const [tier, setTier] = useState(workspace.tier)
  const [before, after] = [tierText(workspace.tier), tierText(tier)]
  const isRaised = tiers.indexOf(tier as Tier) > tiers.indexOf(workspace.tier as Tier)
  const isSame = tier === workspace.tier
  return (
    <FormDialog
      title={text.tierTitle(visible(workspace.name))}
      submit={text.tier}
      isReady={!isSame}
      write={(options) => (client) => client.workspaces.update(workspace.id, { tier: tier as Tier }, options)}
      content={tier}
      onClose={onClose}
      onDone={() => {
        void reload('workspaces')
        onClose()
      }}
    >
      <Select label={workspaces.tier} value={tier} options={tierOptions()} onChange={setTier} />
      <p role="status">
        {isSame
          ? text.tierSame(before)
          : `${text.tierText(before, after)} ${isRaised ? text.tierRaised : text.tierLowered}`}
      </p>
      <p class="muted">{text.tierKeeps}</p>
    </FormDialog>
  )
}

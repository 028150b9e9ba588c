import { useState } from 'preact/hooks'
import type { Session } from '../api/sdk.ts'
import { language, languages, words } from '../messages/index.ts'
import { choicesOf, Select } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { visible } from '../ui/outside-text.ts'
import { chooseZone, chosenZone, otherZone, showOtherZone, type Zone } from '../ui/shown-zone.ts'
import { chooseLanguage, chooseSingleKeys, chooseTheme, hasSingleKeys, type Theme, themeNow } from './preferences.ts'
import { useSignOut } from './use-sign-out.tsx'

export function AccountMenu({ session, onShortcuts }: { session: Session; onShortcuts: () => void }) {
  const { shell } = words
  const [theme, setTheme] = useState(themeNow)
  const [hasKeys, setKeys] = useState(hasSingleKeys)
  const [zone, setZone] = useState(chosenZone)
  const [leave, failed] = useSignOut()
  return (
    <>
      <Menu label={shell.account} face={<Icon name="person" />}>
        <p class="who">
          {shell.signedInAs} <strong>{visible(session.actor.name || shell.operator)}</strong>
        </p>
        <Select
          label={shell.theme}
          value={theme}
          options={choicesOf(shell.themes)}
          onChange={(chosen) => {
            chooseTheme(chosen as Theme)
            setTheme(themeNow())
          }}
        />
        <Select
          label={shell.language}
          value={language}
          options={languages.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={chooseLanguage}
        />
        <Select
          label={shell.times}
          value={zone}
          options={choicesOf(shell.timesIn)}
          onChange={(chosen) => {
            chooseZone(chosen as Zone)
            setZone(chosen as Zone)
          }}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={hasKeys}
            onChange={({ currentTarget }) => {
              chooseSingleKeys(currentTarget.checked)
              setKeys(currentTarget.checked)
            }}
          />
          {shell.singleKeys}
        </label>
        <MenuItem onChoose={showOtherZone}>{shell.timesInstead[otherZone()]}</MenuItem>
        <MenuItem onChoose={onShortcuts}>{shell.shortcuts}</MenuItem>
        <MenuItem onChoose={leave}>{shell.signOut}</MenuItem>
      </Menu>
      {failed}
    </>
  )
}

import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { type Role, roleOptions } from './roles.ts'

export function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { role, rolesText } = words.members
  const choose = (chosen: string) => onChange(chosen as Role)
  return <Select label={role} name="role" hint={rolesText} value={value} options={roleOptions()} onChange={choose} />
}

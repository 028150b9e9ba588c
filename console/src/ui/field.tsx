import { type ComponentChildren, createContext } from 'preact'
import { useContext, useId } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { faultOf } from './failure-text.ts'
import { visible } from './outside-text.ts'

/** The failure of the form around the fields. */
export const FormFailure = createContext<unknown>(undefined)

interface FieldProps {
  label: string
  /** In the body of the call: the API says of a field by it what is wrong. */
  name?: string | undefined
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  isRequired?: boolean
  isOptional?: boolean
  /** Why the form cannot be sent with this value. */
  mistake?: string | undefined
}

interface Choice {
  value: string
  label: string
}

interface InputProps extends Omit<FieldProps, 'onChange'> {
  /** `isUnreadable`: there is a text in the field of which the browser makes no value; `value` is "". */
  onChange: (value: string, isUnreadable: boolean) => void
  /** Why the value is not taken; said at the field, without a form that is sent. */
  wrong?: string | undefined
  type?: 'text' | 'email' | 'password' | 'number' | 'search' | 'datetime-local'
  autocomplete?: string
  min?: number
  max?: number
  /** Proposed while typing; every other value is taken, too. */
  choices?: readonly Choice[]
  onFocus?: () => void
}

export function Input({ type = 'text', autocomplete = 'off', min, max, choices, onFocus, ...field }: InputProps) {
  const { value, onChange, isRequired = false } = field
  const tell = ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
    onChange(currentTarget.value, currentTarget.validity.badInput)
  return (
    <Labelled {...field}>
      {(attributes) => (
        <>
          <input
            {...attributes}
            ref={mistakeOf(field)}
            type={type}
            value={value}
            required={isRequired}
            autocomplete={autocomplete}
            autocapitalize="none"
            spellcheck={false}
            list={choices && `${attributes.id}-choices`}
            min={min}
            max={max}
            onFocus={onFocus}
            onInput={tell}
            // The last part of a time that is deleted part by part changes no value, so it makes no input event.
            onKeyUp={field.wrong === undefined ? undefined : tell}
          />
          {choices !== undefined && (
            <datalist id={`${attributes.id}-choices`}>
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  )
}

/** Values, one in each line. */
export function Lines({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  return (
    <Labelled {...field}>
      {(attributes) => (
        <textarea
          {...attributes}
          ref={mistakeOf(field)}
          required={field.isRequired ?? false}
          rows={rows}
          value={field.value}
          spellcheck={false}
          onInput={({ currentTarget }) => field.onChange(currentTarget.value)}
        />
      )}
    </Labelled>
  )
}

export const linesOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The choices of a Select, by value. */
export const choicesOf = (names: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** The choices of a filter, and "" for all. */
export const choicesOrAll = (choices: readonly Choice[]): Choice[] => [
  { value: '', label: words.common.all },
  ...choices,
]

/** The browser says the mistake where the form is sent. */
const mistakeOf =
  ({ mistake = '' }: Pick<FieldProps, 'mistake'>) =>
  (field: HTMLInputElement | HTMLTextAreaElement | null): void =>
    field?.setCustomValidity(mistake)

interface SelectProps extends FieldProps {
  options: readonly Choice[]
}

export function Select({ options, ...field }: SelectProps) {
  return (
    <Labelled {...field}>
      {(attributes) => (
        <select
          {...attributes}
          value={field.value}
          required={field.isRequired ?? false}
          onChange={({ currentTarget }) => field.onChange(currentTarget.value)}
        >
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

type Attributes = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

function Labelled({
  label,
  name,
  hint,
  isOptional,
  wrong,
  children,
}: Pick<InputProps, 'label' | 'name' | 'hint' | 'isOptional' | 'wrong'> & {
  children: (attributes: Attributes) => ComponentChildren
}) {
  const id = useId()
  const failure = useContext(FormFailure)
  const refused = name === undefined ? undefined : faultOf(failure, name)
  const texts = [
    ...(refused === undefined ? [] : [`${id}-refused`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(wrong === undefined ? [] : [`${id}-wrong`]),
  ]
  const described = texts.length === 0 ? {} : { 'aria-describedby': texts.join(' ') }
  const invalid = wrong === undefined && refused === undefined ? {} : { 'aria-invalid': true as const }
  return (
    <div class="field">
      <label for={id}>
        {label} {isOptional === true && <span class="muted">({words.common.optional})</span>}
      </label>
      {children({ id, ...described, ...invalid })}
      {/* The failure of the form is read; it says this, too. */}
      {refused !== undefined && (
        <small id={`${id}-refused`} class="danger-text" lang="en">
          {visible(refused)}
        </small>
      )}
      {hint !== undefined && (
        <small id={`${id}-hint`} class="muted">
          {hint}
        </small>
      )}
      {wrong !== undefined && (
        <small id={`${id}-wrong`} class="danger-text" role="alert">
          {wrong}
        </small>
      )}
    </div>
  )
}

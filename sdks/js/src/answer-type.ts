type Words = readonly string[] | undefined

/** T as `include` and `fields` shape it. Lists that are not known when compiling leave fields optional. */
export type Answer<T, Include extends Words, Fields extends Words> = Fields extends readonly string[]
  ? number extends Fields['length']
    ? Partial<T> & Pick<T, Extract<keyof T, 'id'>>
    : Pick<Included<T, Include>, Extract<keyof T, 'id' | Fields[number]>>
  : Included<T, Include>

type Included<T, Include extends Words> = Include extends readonly string[]
  ? number extends Include['length']
    ? T
    : T & Required<Pick<T, Extract<keyof T, Include[number]>>>
  : T

/** `Then` if the parameter is set, `Else` if not, both if that is not known when compiling. */
export type When<Given, Set, Then, Else> = [Given] extends [Set]
  ? Then
  : [Given] extends [false | undefined]
    ? Else
    : Then | Else

const lengthMax = 254
// Only a mail can show whether an address works; this refuses texts that cannot be an address.
const shape = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}.]+(\.[^\s@\p{Cc}.]+)+$/u

export const isEmailAddress = (text: string): boolean => text.length <= lengthMax && shape.test(text)

/** Two addresses with the same fold are the same account. */
export const foldEmail = (email: string): string => email.normalize('NFC').toLowerCase()

export { events } from '../resources/event-types/events.ts'
export { answerDrift, type CheckedAnswer, eventDrift } from './answer-check.ts'
export { openApiDocument, openApiText } from './document.ts'
export { eventTypesPage } from './event-types-page.ts'

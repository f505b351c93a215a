import type { SubmitEvent } from 'react';

/** Does what a form is for in the place of the browser's own request. */
export const handleSubmit = (act: () => void) => (event: SubmitEvent<HTMLFormElement>) => {
  event.preventDefault();
  act();
};

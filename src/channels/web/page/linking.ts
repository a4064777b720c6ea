/** Outside the demo: entering with a link code, and leaving a device that others use as well. */
import { byId } from './dom.js';
import { words } from './words.js';

export interface Linking {
  /** Whether someone is here who could leave. */
  show(canLeave: boolean): void;
}

/** @param hooks.leave called only after the person has confirmed. */
export function createLinking(hooks: {
  enter(name: string, code: string): Promise<void>;
  leave(): Promise<void>;
  tell(text: string): void;
}): Linking {
  const name = byId('name', HTMLInputElement);
  const code = byId('code', HTMLInputElement);
  const leave = byId('leave', HTMLButtonElement);
  const question = byId('leaving', HTMLDialogElement);

  byId('enter-code', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const [called, typed] = [name.value.trim(), code.value.trim()];
    if (called === '' || typed === '') {
      hooks.tell(called === '' ? words.nameMissing : words.codeMissing);
      (called === '' ? name : code).focus();
      return;
    }
    name.value = '';
    code.value = '';
    void hooks.enter(called, typed);
  });
  leave.addEventListener('click', () => question.showModal());
  byId('stay', HTMLButtonElement).addEventListener('click', () => question.close());
  byId('leave-now', HTMLButtonElement).addEventListener('click', () => {
    question.close();
    void hooks.leave();
  });

  return {
    show(canLeave) {
      leave.hidden = !canLeave;
    },
  };
}

/** The place where a message is written: text, files, the message answered, the row of commands. */
import { byId, h, icon } from './dom.js';
import { sizeOf, words } from './words.js';

export interface Written {
  text: string;
  files: File[];
  replyTo: string | null;
}

interface Limits {
  maxUploadBytes: number;
  maxTextLength: number;
  maxFiles: number;
}

export interface Composer {
  /** Makes ready for a conversation with its draft. */
  open(draft: string, isGroup: boolean): void;
  close(): void;
  replyTo(id: string, text: string): void;
  focus(): void;
  setLimits(limits: Limits): void;
}

export function createComposer(hooks: {
  send(written: Written): void;
  command(command: string): void;
  draftChanged(text: string): void;
  tell(text: string): void;
}): Composer {
  const form = byId('composer', HTMLFormElement);
  const draft = byId('draft', HTMLTextAreaElement);
  const picker = byId('picker', HTMLInputElement);
  const tray = byId('tray', HTMLUListElement);
  const answering = byId('answering', HTMLElement);
  const commands = byId('commands', HTMLElement);
  const dropZone = byId('chat', HTMLElement);
  let files: File[] = [];
  let replyId: string | null = null;
  let limits: Limits = { maxUploadBytes: 0, maxTextLength: 0, maxFiles: 0 };

  function fit(): void {
    draft.style.height = 'auto';
    draft.style.height = `${Math.min(draft.scrollHeight, 180)}px`;
  }

  function drawTray(): void {
    tray.hidden = files.length === 0;
    tray.replaceChildren(
      ...files.map((file) =>
        h(
          'li',
          {},
          icon('file'),
          h('span', { class: 'file-name' }, file.name),
          h('span', { class: 'file-size' }, sizeOf(file.size)),
          h(
            'button',
            {
              attributes: { type: 'button', 'aria-label': words.removeFile(file.name) },
              on: {
                click: () => {
                  files = files.filter((one) => one !== file);
                  drawTray();
                },
              },
            },
            icon('close'),
          ),
        ),
      ),
    );
  }

  function attach(picked: Iterable<File>): void {
    for (const file of picked) {
      if (file.size === 0) hooks.tell(words.fileEmpty(file.name));
      else if (file.size > limits.maxUploadBytes)
        hooks.tell(words.fileTooBig(file.name, sizeOf(limits.maxUploadBytes)));
      else if (files.length >= limits.maxFiles) hooks.tell(words.tooManyFiles(limits.maxFiles));
      else files.push(file);
    }
    drawTray();
    draft.focus();
  }

  function setReply(id: string | null, text: string): void {
    replyId = id;
    answering.hidden = id === null;
    answering.replaceChildren(
      h('span', {}, words.replyTo(text)),
      h(
        'button',
        {
          attributes: { type: 'button', 'aria-label': words.noReply },
          on: { click: () => setReply(null, '') },
        },
        icon('close'),
      ),
    );
  }

  function submit(): void {
    const text = draft.value.trim();
    if (text === '' && files.length === 0) return;
    if (text.length > limits.maxTextLength) {
      hooks.tell(words.tooLong(limits.maxTextLength));
      return;
    }
    const written = { text, files, replyTo: replyId };
    draft.value = '';
    files = [];
    setReply(null, '');
    drawTray();
    fit();
    hooks.draftChanged('');
    hooks.send(written);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  draft.addEventListener('input', () => {
    fit();
    hooks.draftChanged(draft.value);
  });
  draft.addEventListener('keydown', (event) => {
    // While a Vietnamese input method is composing, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  draft.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(pasted);
  });
  picker.addEventListener('change', () => {
    attach([...(picker.files ?? [])]);
    picker.value = '';
  });
  byId('attach', HTMLButtonElement).addEventListener('click', () => picker.click());
  for (const button of commands.querySelectorAll('button')) {
    button.addEventListener('click', () => hooks.command(button.dataset['command'] ?? ''));
  }
  dropZone.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (!form.hidden) dropZone.classList.add('dropping');
  });
  dropZone.addEventListener('dragleave', (event) => {
    if (event.target === dropZone) dropZone.classList.remove('dropping');
  });
  dropZone.addEventListener('drop', (event) => {
    event.preventDefault();
    dropZone.classList.remove('dropping');
    if (!form.hidden) attach([...(event.dataTransfer?.files ?? [])]);
  });

  return {
    open(text, isGroup) {
      form.hidden = false;
      commands.hidden = false;
      draft.value = text;
      draft.placeholder = isGroup ? words.draftHintGroup : words.draftHint;
      files = [];
      setReply(null, '');
      drawTray();
      fit();
    },
    close() {
      form.hidden = true;
      commands.hidden = true;
    },
    replyTo(id, text) {
      setReply(id, text);
      draft.focus();
    },
    focus: () => draft.focus(),
    setLimits(next) {
      limits = next;
    },
  };
}

/** Short notices: one that passes by itself, and the bar that stays while there is no connection. */
import { byId } from './dom.js';
import { words } from './words.js';

const shownMs = 6000;
// A break shorter than this heals before anyone could read about it.
const patienceMs = 1500;

export interface Notices {
  /** Says something for a few seconds. */
  tell(text: string): void;
  /** The connection is there again. */
  online(): void;
  /** The connection is gone; said only if it stays away. */
  offline(): void;
}

export function createNotices(): Notices {
  const toast = byId('toast', HTMLElement);
  const banner = byId('banner', HTMLElement);
  let toastTimer = 0;
  let bannerTimer = 0;
  return {
    tell(text) {
      toast.textContent = text;
      toast.hidden = false;
      clearTimeout(toastTimer);
      toastTimer = window.setTimeout(() => {
        toast.hidden = true;
      }, shownMs);
    },
    online() {
      clearTimeout(bannerTimer);
      bannerTimer = 0;
      banner.hidden = true;
    },
    offline() {
      if (bannerTimer !== 0) return;
      bannerTimer = window.setTimeout(() => {
        banner.textContent = navigator.onLine ? words.noConnection : words.deviceOffline;
        banner.hidden = false;
      }, patienceMs);
    },
  };
}

/** A real Chromium for the tests of the page, and the page compiled from its source. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a browser on this machine, or null; then the reason is printed and the tests skip. */
export const browserPath: string | null =
  places.find((path) => path !== undefined && existsSync(path)) ?? null;
if (browserPath === null) {
  console.warn('Skipped: no Chromium found; install one or set CHROMIUM_PATH to run the tests of the page.');
}

/** A browser with a profile of its own that talks to nobody but the page's server. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Compiles the page as the build does. */
export function compilePage(outDir: string): void {
  const compiler = 'node_modules/typescript/bin/tsc';
  execFileSync(process.execPath, [
    compiler,
    '-p',
    'tsconfig.web.json',
    '--incremental',
    'false',
    '--outDir',
    outDir,
  ]);
}

export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  narrow: { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const;

export interface Opened {
  page: Page;
  context: BrowserContext;
  /** Errors and warnings of the console, violations of the policy, exceptions, dialogs. */
  faults: string[];
}

/** Opens an address in a fresh context of this size. */
export async function openPage(browser: Browser, address: string, size: keyof typeof sizes): Promise<Opened> {
  const context = await browser.newContext({ ...sizes[size], locale: 'vi-VN', reducedMotion: 'reduce' });
  return openTab(context, address);
}

/** Another tab of the same browser. */
export async function openTab(context: BrowserContext, address: string): Promise<Opened> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address);
  return { page, context, faults };
}

/** Chooses a person or a group from the list, whatever the size. */
export async function choose(page: Page, id: string): Promise<void> {
  const toggle = page.locator('#toggle');
  if (await toggle.isVisible()) await toggle.click();
  await page.locator(`[data-id="${id}"]`).click();
  await page.locator('#composer').waitFor({ state: 'visible' });
}

/** Writes a message and sends it with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('#draft').fill(text);
  await page.locator('#draft').press('Enter');
}

/** How many pixels anything on the page stands out to the side. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(`Math.max(
    document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('.bar, .clock, #scroller, .composer, .welcome, .people')]
      .map((part) => part.scrollWidth - part.clientWidth),
    ...[...document.querySelectorAll('.bar *, .clock *, .message, .bubble, .choice, .file')]
      .filter((part) => part.getClientRects().length > 0)
      .map((part) => Math.ceil(part.getBoundingClientRect().right - innerWidth)),
  )`);
}

/**
 * Names of files that must not come in, by their last ending: programs and scripts a click would start, office files that
 * carry macros by their very kind. What the bytes say is `signs.ts`; a name is never a proof that a file is harmless.
 */
import { cleanFileName } from '../../domain/file-name.js';

/** Endings that start something when they are opened, on Windows, macOS, Linux or a telephone. */
const programs = new Set(
  (
    'exe dll scr pif cpl sys drv ocx bat cmd ps1 psm1 psd1 vbs vbe vb js jse mjs wsf wsc wsh sct hta msi msp mst msc msu lnk url ' +
    'website scf reg inf jar class dex jnlp apk aab ipa appx appxbundle msix msixbundle application gadget chm hlp deb rpm dmg pkg app ' +
    'sh bash csh command py pyc pyw xll wll iqy slk ade adp mde accde settingcontent-ms library-ms search-ms ' +
    'diagcab'
  ).split(' '),
);

/** Office files whose kind allows macros, with the kind people should save them as. */
const macroKinds: Readonly<Record<string, string>> = {
  docm: '.docx',
  dotm: '.docx',
  xlsm: '.xlsx',
  xltm: '.xlsx',
  xlam: '.xlsx',
  xla: '.xlsx',
  pptm: '.pptx',
  potm: '.pptx',
  ppsm: '.pptx',
  ppam: '.pptx',
  sldm: '.pptx',
};

/** The last ending as an operating system sees it: dots and spaces behind it do not count, wide letters are letters. */
export function endingOf(name: string): string {
  const clean = cleanFileName(name)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.\s]+$/, '');
  return /\.([a-z0-9-]{1,20})$/.exec(clean)?.[1] ?? '';
}

/** Whether a name ends like a program or a script. `.com` is left to the bytes: papers are named after web sites. */
export function isProgramName(name: string): boolean {
  return programs.has(endingOf(name));
}

/** For a name that ends like an office file with macros: the ending it should be saved under; null for all others. */
export function macroFreeEnding(name: string): string | null {
  return macroKinds[endingOf(name)] ?? null;
}

/**
 * Writes the sample documents of this folder: four plans and two reports of the invented province Lam Giang.
 * Run `node docs/samples/make-samples.mjs`; the same sources give the same bytes. Nothing here is read by the assistant.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { buffer as bufferOf } from 'node:stream/consumers';
import { Document, Packer, SectionType } from 'docx';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { reportOfHealth, reportOfWard } from './content/reports.mjs';
import { reviewPlan } from './content/review-plan.mjs';
import { examplesPlan } from './content/examples-plan.mjs';
import { entrepreneursPlan } from './content/entrepreneurs-plan.mjs';
import { modelsPlan } from './content/models-plan.mjs';
import { page, pageNumbers } from './word-parts.mjs';

const samples = {
  '01-tong-ket-nghi-quyet.docx': reviewPlan,
  '02-dien-hinh-tien-tien.docx': examplesPlan,
  '03-doi-ngu-doanh-nhan.docx': entrepreneursPlan,
  '04-mo-hinh-moi.docx': modelsPlan,
  'bao-cao-mau.docx': reportOfHealth,
  'bao-cao-mau-phuong.docx': reportOfWard,
};

for (const [name, sample] of Object.entries(samples)) {
  const file = new URL(name, import.meta.url);
  await pipeline(await settled(await Packer.toBuffer(wordDocument(sample))), createWriteStream(file));
}

/** @param sample `title` and `sections`: lists of paragraphs and tables, each list beginning a new page. */
function wordDocument({ title, sections }) {
  return new Document({
    title,
    creator: 'Đôn Đốc',
    lastModifiedBy: 'Đôn Đốc',
    description: 'Văn bản mẫu của một tỉnh giả định, không có giá trị pháp lý.',
    styles: {
      default: { document: { run: { font: 'Times New Roman', size: 28, language: { value: 'vi-VN' } } } },
    },
    sections: sections.map((children, i) => ({
      properties: { page, titlePage: i === 0, ...(i > 0 ? { type: SectionType.NEXT_PAGE } : {}) },
      headers: i === 0 ? pageNumbers : { default: pageNumbers.default },
      children,
    })),
  });
}

/** The same package with fixed times, so that an unchanged sample stays an unchanged file. */
async function settled(buffer) {
  // Local time, because a zip's own time field carries no zone.
  const mtime = new Date(2026, 5, 1);
  const zip = await new Promise((resolve, reject) =>
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  const out = new yazl.ZipFile();
  zip.on('entry', async (entry) => {
    const stream = await new Promise((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
    );
    let content = await bufferOf(stream);
    if (entry.fileName === 'docProps/core.xml') {
      const times = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;
      content = Buffer.from(
        content.toString('utf8').replace(times, (_all, tag) => `${tag}2026-06-01T00:00:00Z`),
      );
    }
    out.addBuffer(content, entry.fileName, { mtime, forceDosTimestamp: true });
    zip.readEntry();
  });
  zip.readEntry();
  await once(zip, 'end');
  out.end();
  return out.outputStream;
}

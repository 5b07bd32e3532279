// Makes the application's icons from resources/icons/icon.svg again: `node build/icons.js` after a change
// to the drawing. Their results are committed, so that packaging needs no browser.
import { chromium } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import png2icons from 'png2icons';
import { findChromium } from './chromium.js';

const folder = fileURLToPath(new URL('../resources/icons/', import.meta.url));

/** Linux desktops take the size they want; the largest is what the others are made of. In pixels. */
const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];

const drawing = readFileSync(`${folder}icon.svg`, 'utf8');
const executablePath = await findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage();
/** @type {Buffer | undefined} */
let largest;
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`,
  );
  largest = await page.screenshot({ omitBackground: true, path: `${folder}${size}x${size}.png` });
}
await browser.close();

if (!largest) throw new Error('No icon was drawn.');
const windows = png2icons.createICO(largest, png2icons.BICUBIC2, 0, false, true);
const mac = png2icons.createICNS(largest, png2icons.BICUBIC2, 0);
if (!windows || !mac) throw new Error('The icons for Windows or macOS could not be made.');
writeFileSync(`${folder}icon.ico`, windows);
writeFileSync(`${folder}icon.icns`, mac);

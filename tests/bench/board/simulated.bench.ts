import { FirmwareLink } from '../../support/firmware-link.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { boardOn, doWork, listFolder, makeFolder, type Measure, type Times } from './work.ts';

/** On an emulated Pico in simulated time: what a real one takes, without what a computer adds. */
export default async function measureSimulated() {
  if (noFirmware) return [];
  const times = { ...(await onPico(null, doWork)), ...(await onPico(makeFolder, listFolder)) };
  return Object.entries(times).map(([name, value]) => ({ name, value, unit: 'ms of a Pico' }));
}

/** Hands `use` a board on which this program has run. */
async function onPico(program: string | null, use: typeof doWork): Promise<Times> {
  const pico = await FirmwarePico.atPrompt('pico');
  if (program !== null) pico.run(program, 60_000);
  pico.pico.closeSerial();
  pico.pass(20);
  const link = new FirmwareLink(pico);
  const measure: Measure = async (job) => {
    const began = link.time.now();
    await link.time.until(job());
    return link.time.now() - began;
  };
  return use(boardOn(link, link.time), measure);
}

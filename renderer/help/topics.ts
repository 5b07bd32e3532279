import type help from '../../resources/messages/en/help.json';

/** Names one topic; its words are in the catalogue under `help:topic.<id>`. */
export type TopicId = keyof typeof help.topic;

/** Names one section of the help. */
export type SectionId = keyof typeof help.section;

/** A page on the web, shown in the person's own browser. Its words: `help:link.<name>`. */
export interface WebPage {
  readonly name: keyof typeof help.link;
  readonly url: `https://${string}`;
}

/** The topics of each section, in order. */
export const sections: Readonly<Record<SectionId, readonly TopicId[]>> = {
  begin: ['first-steps', 'examples', 'run-and-stop', 'keep', 'your-files'],
  lookUp: ['keys', 'pins', 'plotter', 'errors'],
  realPico: ['which-pico', 'real-pico', 'connect-pico', 'not-found', 'no-drive'],
  trouble: ['does-not-stop', 'still-on', 'memory', 'differences', 'report'],
  words: [
    'adc',
    'bootsel',
    'firmware',
    'gpio',
    'main-py',
    'micropython',
    'module',
    'pull-up',
    'pwm',
    'repl',
    'serial-port',
    'traceback',
    'uf2',
  ],
  teachers: ['lesson', 'shared-computer', 'where-things-are'],
};

/** Every topic, in the order of the sections. */
export const topicIds: readonly TopicId[] = Object.values(sections).flat();

const related: Partial<Record<TopicId, readonly TopicId[]>> = {
  'first-steps': ['examples', 'run-and-stop'],
  examples: ['first-steps', 'plotter'],
  'run-and-stop': ['does-not-stop', 'still-on', 'repl'],
  keep: ['main-py', 'real-pico'],
  'your-files': ['connect-pico', 'where-things-are', 'keep'],
  pins: ['gpio', 'pwm', 'adc', 'pull-up'],
  plotter: ['examples'],
  errors: ['traceback'],
  'which-pico': ['real-pico', 'pins'],
  'real-pico': ['connect-pico', 'which-pico', 'no-drive', 'uf2', 'bootsel'],
  'connect-pico': ['not-found', 'real-pico', 'your-files', 'serial-port'],
  'not-found': ['connect-pico', 'real-pico', 'serial-port'],
  'no-drive': ['real-pico'],
  'does-not-stop': ['run-and-stop', 'main-py'],
  'still-on': ['run-and-stop'],
  differences: ['real-pico'],
  gpio: ['pins'],
  pwm: ['pins'],
  adc: ['pins', 'plotter'],
  'pull-up': ['pins'],
  bootsel: ['real-pico', 'uf2'],
  uf2: ['real-pico', 'firmware'],
  firmware: ['micropython', 'uf2'],
  micropython: ['differences'],
  repl: ['run-and-stop'],
  traceback: ['errors'],
  'main-py': ['keep'],
  module: ['your-files'],
  'serial-port': ['connect-pico'],
  'shared-computer': ['where-things-are', 'lesson'],
  lesson: ['shared-computer', 'examples', 'differences'],
};

const pages: Partial<Record<TopicId, readonly WebPage[]>> = {
  'real-pico': [
    { name: 'pico', url: 'https://micropython.org/download/RPI_PICO/' },
    { name: 'picoW', url: 'https://micropython.org/download/RPI_PICO_W/' },
    { name: 'pico2', url: 'https://micropython.org/download/RPI_PICO2/' },
    { name: 'pico2W', url: 'https://micropython.org/download/RPI_PICO2_W/' },
  ],
  'which-pico': [
    { name: 'pinout', url: 'https://www.raspberrypi.com/documentation/microcontrollers/pico-series.html' },
  ],
  pins: [
    { name: 'pinout', url: 'https://www.raspberrypi.com/documentation/microcontrollers/pico-series.html' },
  ],
  micropython: [{ name: 'micropythonDocs', url: 'https://docs.micropython.org/en/latest/rp2/quickref.html' }],
};

/** Topics to go on with. */
export function relatedTo(id: TopicId): readonly TopicId[] {
  return related[id] ?? [];
}

/** Pages on the web about a topic; the help itself needs no network. */
export function webPagesOf(id: TopicId): readonly WebPage[] {
  return pages[id] ?? [];
}

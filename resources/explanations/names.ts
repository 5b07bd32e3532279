import type { CatalogueEntry } from './entry.ts';

const undefinedName = /^name '(?<name>.*)' (?:isn't|is not) defined$/s;
const noImportName = /^(?:can't|cannot) import name '?(?<name>[^']*)'?$/;
const noModule = /^no module named '?(?<module>[^']*)'?$/;
const noAttribute = /has no attribute '(?<attribute>.*)'$/s;

/** The pattern for one of these modules, or a part of one. */
function noneOf(modules: string): RegExp {
  return new RegExp(`^no module named '?(?<module>(?:${modules.replaceAll(' ', '|')})(?:\\.[^']*)?)'?$`);
}

/** Names that mean nothing, and modules and members that are not there. */
export const nameEntries = [
  { id: 'constant-in-capitals', exception: 'NameError', message: undefinedName, cause: 'constantInCapitals' },
  { id: 'missing-import', exception: 'NameError', message: undefinedName, cause: 'missingImport' },
  { id: 'name-of-class', exception: 'NameError', message: undefinedName, cause: 'nameOfClass' },
  { id: 'foreign-function', exception: 'NameError', message: undefinedName, cause: 'foreignFunction' },
  { id: 'name-inside-function', exception: 'NameError', message: undefinedName, cause: 'nameInsideFunction' },
  { id: 'name-too-early', exception: 'NameError', message: undefinedName, cause: 'nameTooEarly' },
  { id: 'misspelt-name', exception: 'NameError', message: undefinedName, cause: 'misspeltName' },
  { id: 'unknown-name', exception: 'NameError', message: undefinedName, cause: 'unknownName' },
  {
    id: 'local-name',
    exception: ['NameError', 'UnboundLocalError'],
    message: /^local variable/,
    cause: 'localName',
  },
  {
    id: 'local-name-unknown',
    exception: ['NameError', 'UnboundLocalError'],
    message: /^local variable/,
  },

  { id: 'module-in-workspace', exception: 'ImportError', message: noModule, cause: 'moduleInWorkspace' },
  {
    id: 'module-for-pins',
    exception: 'ImportError',
    message: noneOf('RPi gpiozero pigpio lgpio wiringpi picozero pyb microbit'),
  },
  {
    id: 'module-for-screen',
    exception: 'ImportError',
    message: noneOf('tkinter Tkinter pygame turtle PyQt5 PyQt6 kivy arcade pyglet guizero easygui'),
  },
  {
    id: 'module-for-plots',
    exception: 'ImportError',
    message: noneOf('matplotlib seaborn plotly bokeh'),
  },
  {
    id: 'module-for-numbers',
    exception: 'ImportError',
    message: noneOf(
      'numpy scipy pandas sympy sklearn tensorflow torch cv2 PIL ulab statistics decimal fractions',
    ),
  },
  {
    id: 'module-of-circuitpython',
    exception: 'ImportError',
    message: noneOf(
      'board digitalio analogio pwmio busio microcontroller usb_hid audioio simpleio neopixel_write',
    ),
  },
  {
    id: 'module-for-radio',
    exception: 'ImportError',
    message: noneOf(
      'network socket usocket lwip ssl ussl tls requests urequests mip ntptime websocket webrepl bluetooth aioble',
    ),
  },
  {
    id: 'module-for-web',
    exception: 'ImportError',
    message: noneOf('urllib http httpx flask fastapi django aiohttp websockets paho bs4 selenium smtplib'),
  },
  {
    id: 'module-for-threads',
    exception: 'ImportError',
    message: noneOf('threading multiprocessing concurrent queue sched'),
  },
  { id: 'module-for-dates', exception: 'ImportError', message: noneOf('datetime calendar zoneinfo pytz') },
  { id: 'module-for-serial', exception: 'ImportError', message: noneOf('serial pyserial') },
  { id: 'module-for-buses', exception: 'ImportError', message: noneOf('smbus smbus2 spidev') },
  {
    id: 'module-of-computers',
    exception: 'ImportError',
    message: noneOf(
      'subprocess shutil pathlib glob tempfile argparse getpass webbrowser ctypes winsound playsound pyautogui ' +
        'keyboard mouse curses readline signal psutil sqlite3 pickle typing copy itertools functools logging ' +
        'string enum dataclasses abc unittest contextlib operator csv textwrap traceback inspect types uuid ' +
        'secrets timeit warnings base64 html bisect',
    ),
  },
  { id: 'import-too-deep', exception: 'ImportError', message: noModule, cause: 'importTooDeep' },
  { id: 'misspelt-module', exception: 'ImportError', message: noModule, cause: 'misspeltModule' },
  { id: 'missing-module', exception: 'ImportError', message: noModule, cause: 'missingModule' },
  { id: 'misspelt-import', exception: 'ImportError', message: noImportName, cause: 'misspeltImport' },
  { id: 'import-without', exception: 'ImportError', message: noImportName, cause: 'importWithout' },

  {
    id: 'nothing-has-no-attribute',
    exception: 'AttributeError',
    message: /^'NoneType' object has no attribute '(?<attribute>.*)'$/s,
    cause: 'attribute',
  },
  { id: 'member-synonym', exception: 'AttributeError', message: noAttribute, cause: 'memberSynonym' },
  { id: 'misspelt-attribute', exception: 'AttributeError', message: noAttribute, cause: 'misspeltAttribute' },
  {
    id: 'dictionary-attribute',
    exception: 'AttributeError',
    message: /^'dict' object has no attribute '(?<attribute>.*)'$/s,
    cause: 'attribute',
  },
  { id: 'module-without', exception: 'AttributeError', message: noAttribute, cause: 'moduleWithout' },
  { id: 'no-attribute', exception: 'AttributeError', message: noAttribute, cause: 'objectWithout' },
] as const satisfies readonly CatalogueEntry[];

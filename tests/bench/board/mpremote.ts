/** The same work by mpremote, MicroPython's own tool. */

import { spawn } from 'node:child_process';
import { fileCount, folder, random, text, type Times } from './work.ts';

/** The folder `tools/mpremote` of MicroPython's sources, where somebody has named it. */
export const mpremoteFolder = process.env.NIBBLE_MPREMOTE;
/** A Python with `pyserial`. */
const python = process.env.NIBBLE_PYTHON ?? 'python3';

/** Its own functions, so that starting Python does not count. The contents are its input. */
const program = `
import base64, json, sys, time
from mpremote.transport_serial import SerialTransport

times = {}
def measure(name, job):
    began = time.monotonic()
    job()
    times[name] = 1000 * (time.monotonic() - began)

text, random = map(base64.b64decode, json.load(sys.stdin))
began = time.monotonic()
port = SerialTransport(sys.argv[1])
port.enter_raw_repl()
times['connect to prompt'] = 1000 * (time.monotonic() - began)

def work():
    measure('upload 22 KB of text', lambda: port.fs_writefile('text.py', text))
    measure('upload 20 KB at random', lambda: port.fs_writefile('random.bin', random))
    measure('download 22 KB of text', lambda: port.fs_readfile('text.py'))
    measure('download 20 KB at random', lambda: port.fs_readfile('random.bin'))
    port.fs_rmfile('text.py')
    port.fs_rmfile('random.bin')
    measure('Run to first output', run)
    port.read_until(1, b'>')

def run():
    port.enter_raw_repl()
    port.exec_raw_no_follow("print('first')")
    port.read_until(1, b'first')

if sys.argv[2] == 'work':
    work()
else:
    measure('list ${fileCount} files', lambda: port.fs_listdir('${folder}'))
port.exit_raw_repl()
port.close()
json.dump(times, sys.stdout)
`;

/** Does everything but the list once at a port, or that. Throws what mpremote complained about. */
export function mpremote(port: string, what: 'work' | 'list'): Promise<Times> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-c', program, port, what], { cwd: mpremoteFolder });
    let output = '';
    let errors = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(JSON.parse(output) as Times);
      else reject(new Error(`mpremote ended with ${status}: ${output}${errors}`));
    });
    child.stdin.end(JSON.stringify([text, random].map((bytes) => Buffer.from(bytes).toString('base64'))));
  });
}

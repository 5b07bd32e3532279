import { test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';
test('x', async () => {
  const b = await SimulatedBoard.start();
  await b.prompt();
  console.log(await b.run('print(globals())'));
  await b.send('\x04');
  await b.until(/raw REPL; CTRL-B to exit\r\n>$/);
  console.log(await b.run('print(globals())'));
  console.log(await b.run('import sys\nprint(sys.modules)\nhelp("modules")'));
  console.log(
    await b.run(
      'b = []\nprint("go")\nwhile True:\n    try: b.append(bytearray(10_000_000))\n    except MemoryError as e: print("x",len(b)); break',
    ),
  );
  await b.end();
});

import { describe, expect, test } from 'vitest';
import { StepWatch, type Sight } from '../../../renderer/first-steps/step-watch.ts';
import { nextStep, stepIds, type StepId } from '../../../renderer/first-steps/steps.ts';

const atRest: Sight = {
  at: 0,
  led: 0,
  bootselPressed: false,
  isReal: false,
  running: false,
  startedHere: false,
  program: null,
  example: null,
  ending: null,
  typedAt: null,
  keepsProgram: false,
};
const inBlink = { running: true, startedHere: true, program: 'document-1', example: 'blink', ending: null };

/** Someone at a board: things change, the watch sees each. */
class Somebody {
  readonly #watch = new StepWatch();
  #now = atRest;
  readonly taken: StepId[] = [];

  get misspelt(): string | null {
    return this.#watch.misspelt;
  }

  do(changes: Partial<Sight>): this {
    this.#now = { ...this.#now, ...changes };
    for (const step of this.#watch.see(this.#now)) if (!this.taken.includes(step)) this.taken.push(step);
    return this;
  }

  /** The LED changes every so often. */
  blink(length: number, times: number): this {
    for (let time = 0; time < times; time++) {
      this.do({ at: this.#now.at + length, led: this.#now.led > 0 ? 0 : 1 });
    }
    return this;
  }

  end(ending: Sight['ending']): this {
    return this.do({ running: false, startedHere: false, ending });
  }
}

describe('run', () => {
  test('counts when the LED goes on', () => {
    const ada = new Somebody().do(inBlink);
    expect(ada.taken).toEqual([]);
    expect(ada.blink(500, 1).taken).toEqual(['run']);
  });

  test('does not count for a LED that was on before', () => {
    expect(new Somebody().do({ led: 1 }).do(inBlink).taken).toEqual([]);
  });
});

describe('faster', () => {
  test('counts once the LED itself blinks faster than in an earlier run', () => {
    const ada = new Somebody().do(inBlink).blink(500, 4).end('stopped').do(inBlink).blink(490, 8);
    expect(ada.taken).toEqual(['run']);
    ada.end('stopped').do(inBlink).blink(110, 8);
    expect(ada.taken).toEqual(['run', 'faster']);
  });

  test('knows how fast Blink is even where nobody saw it', () => {
    expect(new Somebody().do(inBlink).blink(100, 8).taken).toContain('faster');
    expect(new Somebody().do({ ...inBlink, example: null }).blink(100, 8).taken).not.toContain('faster');
  });

  test('does not take the uneven light of Morse for it', () => {
    const ada = new Somebody();
    const run = () => {
      ada.do({ ...inBlink, program: 'document-2', example: 'morse' });
      for (const length of [200, 600, 200, 200, 200, 200, 200]) ada.blink(length, 1);
      ada.end('stopped');
    };
    run();
    run();
    expect(ada.taken).toEqual(['run']);
  });
});

describe('mend', () => {
  test('counts when the program that had a mistake lights the LED again', () => {
    const ada = new Somebody().do(inBlink).blink(500, 1).end('stopped');
    ada.do(inBlink).end('misspelt');
    expect(ada.misspelt).toBe('document-1');
    // The LED is still on from before: the same mistake again mends nothing.
    ada.do(inBlink).end('misspelt');
    expect(ada.taken).toEqual(['run']);
    ada.do(inBlink).blink(500, 2);
    expect(ada.taken).toEqual(['run', 'mend']);
    expect(ada.misspelt).toBeNull();
  });

  test('is not another program that works', () => {
    const ada = new Somebody().do(inBlink).end('misspelt');
    ada.do({ ...inBlink, program: 'document-2' }).blink(500, 2);
    expect(ada.taken).not.toContain('mend');
  });
});

test('press counts when BOOTSEL lights the LED of Press me', () => {
  const ada = new Somebody().do({ ...inBlink, program: 'document-2', example: 'press_me' });
  ada.do({ bootselPressed: true });
  expect(ada.taken).not.toContain('press');
  expect(ada.do({ led: 1 }).taken).toContain('press');
  expect(new Somebody().do(inBlink).do({ led: 1, bootselPressed: true }).taken).not.toContain('press');
});

describe('talk', () => {
  test('counts when a typed line lights the LED', () => {
    const ada = new Somebody().do(inBlink).blink(500, 2).end('stopped');
    ada.do({ at: 5000, typedAt: 5000 });
    expect(ada.taken).toEqual(['run']);
    expect(ada.do({ at: 5050, led: 1 }).taken).toEqual(['run', 'talk']);
  });

  test('does not count for a program that starts by itself', () => {
    const ada = new Somebody().do({ keepsProgram: true, at: 9000, typedAt: 1000 });
    expect(ada.do({ led: 1 }).taken).toEqual([]);
  });
});

describe('pico', () => {
  test('counts for any program on a real one', () => {
    expect(new Somebody().do({ ...inBlink, isReal: true }).taken).toEqual(['pico']);
  });

  test('counts for the reaction game, played to its end', () => {
    const ada = new Somebody().do({ ...inBlink, example: 'reaction_game' });
    expect(ada.end('stopped').taken).toEqual([]);
    expect(ada.do({ ...inBlink, example: 'reaction_game' }).end('finished').taken).toEqual(['pico']);
  });
});

describe('keep', () => {
  test('counts when the LED blinks after the power came back, and nobody pressed Run', () => {
    const ada = new Somebody()
      .do({ ...inBlink, keepsProgram: true })
      .blink(500, 3)
      .end('lost');
    expect(ada.taken).toEqual(['run']);
    ada.do({ running: true, led: 0 }).blink(500, 3);
    expect(ada.taken).toEqual(['run', 'keep']);
  });

  test('does not count for a program that nobody kept', () => {
    expect(new Somebody().do({ running: true }).blink(500, 3).taken).toEqual([]);
  });
});

test('the next step is the first that was not taken', () => {
  expect(nextStep([])).toBe('run');
  expect(nextStep(['run', 'mend', 'from a newer version'])).toBe('faster');
  expect(nextStep(stepIds)).toBeNull();
});

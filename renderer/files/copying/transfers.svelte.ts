import type {
  Answer,
  Channel,
  Events,
  RequestName,
  RequestParameters,
  RequestValues,
} from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import { sizeWords } from '../../../resources/messages/sizes.ts';

/** Long work on files as it is shown: a sentence, how far it is, and Cancel. */
export interface ShownTransfer {
  readonly job: string;
  /** "Copying servo.py, 3 of 12". */
  readonly label: string;
  /** "12 KB of 40 KB, 18 KB a second"; empty while it is not known. */
  readonly detail: string;
  /** 0 to 1. */
  readonly share: number;
}

/** What is said while it is going on. */
export type TransferWords = (progress: { name: string; done: number; files: number }) => string;

/** Requests that go on for long and can be cancelled. */
type LongRequest = {
  [N in RequestName]: 'job' extends keyof RequestParameters<N> ? N : never;
}[RequestName];

/** How much is through, and how fast it goes. */
function speedWords({ bytes, totalBytes, bytesPerSecond }: Events['explorer.progress']): string {
  if (bytesPerSecond < 1) return '';
  return t('files:copying.speed', {
    done: sizeWords(bytes),
    total: sizeWords(totalBytes),
    speed: sizeWords(bytesPerSecond),
  });
}

/** Shorter work than this shows no progress: it would only flicker. In milliseconds. */
const worthShowing = 300;

/** Everything of this window that copies, moves, packs or unpacks just now. */
export class Transfers {
  #all = $state.raw<readonly (ShownTransfer & { readonly shown: boolean })[]>([]);
  readonly shown = $derived(this.#all.filter((transfer) => transfer.shown));
  #count = 0;

  constructor(readonly channel: Channel) {}

  /** Asks for something long under a job of its own. `words` say how far it is. */
  async run<N extends LongRequest>(
    name: N,
    parameters: Omit<RequestParameters<N>, 'job'>,
    first: string,
    words: TransferWords,
  ): Promise<Answer<RequestValues[N]>> {
    const job = `files-${++this.#count}`;
    this.#all = [...this.#all, { job, label: first, detail: '', share: 0, shown: false }];
    const change = (changes: Partial<ShownTransfer & { shown: boolean }>): void => {
      this.#all = this.#all.map((transfer) =>
        transfer.job === job ? { ...transfer, ...changes } : transfer,
      );
    };
    const timer = setTimeout(() => change({ shown: true }), worthShowing);
    const stop = this.channel.on('explorer.progress', (progress) => {
      if (progress.job !== job) return;
      change({ share: progress.share, label: words(progress), detail: speedWords(progress) });
    });
    try {
      return await this.channel.request(name, { ...parameters, job } as RequestParameters<N>);
    } finally {
      clearTimeout(timer);
      stop();
      this.#all = this.#all.filter((transfer) => transfer.job !== job);
    }
  }

  /** Work of the window itself, such as taking over what was dropped. `cancel` ends it. */
  show(label: string): {
    change(share: number, label: string): void;
    end(): void;
    readonly cancelled: boolean;
  } {
    const job = `window-${++this.#count}`;
    this.#all = [...this.#all, { job, label, detail: '', share: 0, shown: true }];
    const isThere = (): boolean => this.#all.some((transfer) => transfer.job === job);
    return {
      change: (share, next) => {
        this.#all = this.#all.map((transfer) =>
          transfer.job === job ? { ...transfer, share, label: next } : transfer,
        );
      },
      end: () => {
        this.#all = this.#all.filter((transfer) => transfer.job !== job);
      },
      get cancelled() {
        return !isThere();
      },
    };
  }

  cancel(job: string): void {
    if (job.startsWith('window-')) this.#all = this.#all.filter((transfer) => transfer.job !== job);
    else void this.channel.request('explorer.cancel', { job });
  }
}

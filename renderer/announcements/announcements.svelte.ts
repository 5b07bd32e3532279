/** One sentence as screen readers get it. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
  /** Interrupts what is being read: something went wrong. */
  readonly urgent: boolean;
}

/** How to say something. */
export interface AnnouncementOptions {
  /** What it is about: of sentences about the same thing that come within a moment, only the last is said. */
  readonly about?: string;
  readonly urgent?: boolean;
}

/** How long a sentence waits for a better one about the same thing, in milliseconds. */
const moment = 300;

/** How long a sentence can be found in the page, in milliseconds; screen readers take it at once. */
const shelfLife = 10_000;

/** What screen readers say by themselves, from all over the window: one voice, so that it is never two at once. */
export class Announcements {
  current = $state.raw<readonly Announcement[]>([]);

  #next = 1;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  /** Has something said. */
  say(text: string, { about = text, urgent = false }: AnnouncementOptions = {}): void {
    this.retract(about);
    const timer = setTimeout(() => {
      this.#waiting.delete(about);
      this.#put({ id: this.#next++, text, urgent });
    }, moment);
    this.#waiting.set(about, timer);
  }

  /** Takes back what was not said yet. True if there was something. */
  retract(about: string): boolean {
    clearTimeout(this.#waiting.get(about));
    return this.#waiting.delete(about);
  }

  #put(announcement: Announcement): void {
    this.current = [...this.current, announcement];
    setTimeout(() => {
      this.current = this.current.filter(({ id }) => id !== announcement.id);
    }, shelfLife);
  }
}

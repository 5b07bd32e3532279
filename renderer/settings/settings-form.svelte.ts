import type { Answer, Settings, SettingsSources } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';

/** What "Put all settings back" leaves alone: the window remembers these, nobody sets them here. */
const notSetHere: readonly (keyof Settings)[] = ['layout', 'firstSteps', 'lastBoard'];

/** Settings as the dialog changes them: at once, for every window. */
export class SettingsForm {
  /** Where settings come from, once that is known. */
  sources = $state.raw<SettingsSources | null>(null);

  constructor(
    readonly session: Session,
    readonly asks: Asks,
    readonly notices: Notices,
    /** The settings now in force. */
    readonly settings: () => Settings,
  ) {
    void this.learnSources();
  }

  /** Whether the administrator keeps it from being changed. */
  isLocked(name: keyof Settings): boolean {
    return this.sources?.locked.includes(name) ?? false;
  }

  /** What a control of this setting needs: whether it can be changed, and what is said about it. */
  control(name: keyof Settings, explanation?: string): { enabled: boolean; explanation: string | undefined } {
    const locked = this.isLocked(name);
    return { enabled: !locked, explanation: locked ? t('settings:locked') : explanation };
  }

  async change(changes: Partial<Settings>): Promise<void> {
    await this.#took(await this.session.updateSettings(changes));
  }

  /** Puts settings back to what everybody begins with on this computer. */
  async putBack(names: (keyof Settings)[]): Promise<void> {
    await this.#took(await this.session.channel.request('settings.reset', { names }));
  }

  /** Puts all settings of the dialog back, if the person says so. */
  async putAllBack(): Promise<void> {
    const choice = await this.asks.ask({
      title: t('settings:resetAsk.title'),
      description: t('settings:resetAsk.description'),
      choices: [
        { id: 'cancel', label: t('settings:resetAsk.cancel'), look: 'outlined' },
        { id: 'reset', label: t('settings:resetAsk.reset'), look: 'danger' },
      ],
    });
    const names = Object.keys(this.settings()) as (keyof Settings)[];
    if (choice === 'reset') await this.putBack(names.filter((name) => !notSetHere.includes(name)));
  }

  async #took(answer: Answer<Settings>): Promise<void> {
    if (!answer.ok) this.notices.problem(answer.problem);
    await this.learnSources();
  }

  /** Asks again where settings come from: another workspace has another path. */
  async learnSources(): Promise<void> {
    const answer = await this.session.channel.request('settings.sources', {});
    if (answer.ok) this.sources = answer.value;
  }
}

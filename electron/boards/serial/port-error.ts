import type { Problem } from '../../api.ts';
import { LinkError, type CloseReason } from '../../../runtime/link.ts';

/** A port could not be opened, and more is known about it than the reason. */
export class PortError extends LinkError {
  constructor(
    reason: CloseReason,
    readonly problem: Problem,
  ) {
    super(reason, problem.message);
    this.name = 'PortError';
  }
}

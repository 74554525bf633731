import type { Person } from '../../shared/domain/access/person.ts';
import type { JobPorts } from '../../shared/flow/budgets/backtest-jobs.ts';
import type { DecidePorts } from '../../shared/flow/decide-alert.ts';
import type { PlanPorts } from '../../shared/flow/declare-plan.ts';
import type { AlertPorts, AlertSettings } from '../../shared/flow/read/alert-page.ts';
import type { DeliveriesPorts } from '../../shared/flow/read/deliveries.ts';
import type { PrincipalSettings } from '../../shared/flow/read/principal-page.ts';
import type { TeamPorts } from '../../shared/flow/read/team.ts';
import type { UntaggedSettings } from '../../shared/flow/read/untagged.ts';
import type { StatementPorts } from '../../shared/flow/statements.ts';
import type { BudgetStore } from '../../shared/ports/budget-store.ts';
import type { SettingsFile } from '../../shared/ports/settings-file.ts';
import type { StatementArchive } from '../../shared/ports/statement-archive.ts';
import type { Settings } from '../../shared/runtime/settings.ts';

/** Everything that a use case works with. */
export type ApiPorts = TeamPorts &
  AlertPorts &
  DeliveriesPorts &
  DecidePorts &
  PlanPorts &
  JobPorts &
  StatementPorts & {
    readonly budgets: BudgetStore;
    readonly settingsFile: SettingsFile;
    /** Leaves a backtest to whatever works it off, and does not wait for it. */
    readonly start: (id: string) => Promise<void>;
    readonly statements: Pick<StatementArchive, 'kept'>;
  };

export interface ApiSettings extends PrincipalSettings, UntaggedSettings, AlertSettings {
  /** Base address of the console, for links in messages. */
  readonly consoleUrl?: string;
  readonly people: readonly Person[];
  /** Who a request is of on one machine, where nobody signs in; absent in the cloud. */
  readonly local?: Person;
  /** As `billhook.yml` says it, with every default. */
  readonly file: Settings;
}

export interface Api {
  readonly ports: ApiPorts;
  readonly settings: () => Promise<ApiSettings>;
}

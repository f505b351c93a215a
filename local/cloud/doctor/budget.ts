import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import type { Check } from './check.ts';
import { good, warns } from './finding.ts';

/** None is in the stacks: how much is too much is for whoever pays to say. */
export const budgetCheck: Check = {
  name: 'cost',
  look: async ({ clients, home, account }) => {
    const { Budgets = [] } = await clients
      .budgets(home)
      .send(new DescribeBudgetsCommand({ AccountId: account }));
    return [
      Budgets.length > 0
        ? good('budget', Budgets.map(({ BudgetName = '' }) => BudgetName).join(', '))
        : warns(
            'budget',
            'nobody is told when the account costs more than usual',
            'Set an AWS Budget with an alert: docs/guides/idle-cost.md has the idle costs.',
          ),
    ];
  },
};

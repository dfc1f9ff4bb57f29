"""三资台账和财务表: plan, assets, resources, claims and debts, distribution, contracts; one shape for all of them."""

"""From a draft to a ledger: tell releases apart, plan and publish them, and prove what was published."""

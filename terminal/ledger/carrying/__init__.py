"""/ledger/ to carry away: every line of a year as a workbook, as tables, as a data package that programs check themselves."""

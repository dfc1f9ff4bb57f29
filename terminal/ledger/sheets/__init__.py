"""Reading what township bookkeepers send: workbooks, saved web pages, text tables.  The way in is `reading.read`."""
